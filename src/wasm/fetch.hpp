// One HTTP request through emscripten_fetch on the DOM fetch path: one settlement, a bounded body, a deadline, an
// abort.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "core/error.hpp"
#include "core/http/request.hpp"

namespace aleph {

struct FetchLimits {
  double timeout_ms{};           ///< for the whole attempt, body included; infinite allowed
  std::size_t max_body_bytes{};  ///< decoded bytes; one more is an `invalid_response`
};

/// A number for `abort_fetch`, never used twice.
using FetchId = std::uint32_t;

/// How a request ended.
struct Fetched {
  FetchId id{};
  std::optional<ErrorKind> failure{};  ///< why there is no complete answer; `invalid_response`: it was too large
  int status{};                        ///< of HTTP; without a meaning after any other failure
  std::string body{};
  std::optional<double> retry_after{};  ///< seconds
};

/// Gets the end of one request, in exactly one call.
class Receiver {
 public:
  virtual ~Receiver() = default;
  virtual void settle(Fetched& fetched) = 0;
};

/// Sends the request. The settlement always comes later, never from within this call.
[[nodiscard]] FetchId start_fetch(const Request& request, FetchLimits limits, std::unique_ptr<Receiver> receiver);

/// Ends a request, which then settles as a timeout. Does nothing when it has settled.
void abort_fetch(FetchId id);

}  // namespace aleph
