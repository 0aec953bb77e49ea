// An answer of any endpoint, from bytes: what the target `read` and replay.cpp have in common.
#pragma once

#include <expected>
#include <string>

#include "core/endpoint.hpp"

namespace aleph::fuzz {

inline constexpr std::string_view asked_id = "the-id-asked-for";

struct Answered {
  const Endpoint& endpoint;
  std::expected<Reply, Error> reply;
};

/// Bytes: the endpoint's row, two of the HTTP status beyond 100, the seconds of `Retry-After` (255: none), the body.
/// The planted key is blotted out before, as src/wasm/call.cpp does.
[[nodiscard]] Answered read_answer(std::string_view bytes);

}  // namespace aleph::fuzz
