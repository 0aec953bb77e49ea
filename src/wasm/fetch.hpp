// One HTTP GET through emscripten_fetch on the DOM fetch path: one settlement, a bounded body, a deadline, an abort.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>

#include "core/error.hpp"
#include "core/request.hpp"

namespace aleph {

struct FetchLimits {
  double timeout_ms{};           ///< for the whole attempt, body included; infinite allowed
  std::size_t max_body_bytes{};  ///< decoded bytes; one more is an `invalid_response`
};

/// A complete answer, owned.
struct FetchedAnswer {
  int status{};
  std::string body{};
  std::optional<double> retry_after{};  ///< seconds
};

/// Gets the settlement of one request: exactly one call, unless the request is aborted, then none.
class Receiver {
 public:
  virtual ~Receiver() = default;
  virtual void settle(std::expected<FetchedAnswer, Error> result) = 0;
};

using FetchId = std::int32_t;

/// Sends the request. The settlement always comes later, never from within this call.
/// @return a number for `abort_fetch`, never used twice
[[nodiscard]] FetchId start_fetch(const Request& request, FetchLimits limits, std::unique_ptr<Receiver> receiver);

/// Ends a request at once; its receiver is dropped without a call. Does nothing when it has settled.
void abort_fetch(FetchId id);

}  // namespace aleph
