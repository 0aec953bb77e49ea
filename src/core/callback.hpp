// What the service says by itself, to the URL that a task was made with. A hint: whoever knows the URL can send one,
// and even a signature does not cover the body. Rules: docs/contract.md, "Callbacks".
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "core/endpoint.hpp"
#include "core/task.hpp"
#include "core/wire/time.hpp"

namespace aleph {

/// The task a callback is about, and what it says of it.
struct Callback {
  std::string task_id;           ///< one that can be looked up
  std::optional<Route> route;    ///< where to look first; nothing: it cannot be told
  std::optional<Status> status;  ///< nothing: only a look can tell
};

/// Reads any of the shapes that are documented.
/// @return or what is wrong with the body: no JSON object, no task id, several that are not the same
[[nodiscard]] std::expected<Callback, Complaint> read_callback(std::string_view body);

/// How long before or after now a signature counts, ms. The vendor names no time; ours.
inline constexpr EpochMs signature_window_ms = 300'000;

/// The text that the service signs: HMAC-SHA256 with the account's webhook key, in base64.
/// @param timestamp the header `X-Webhook-Timestamp`, seconds since 1970, digits alone: signed as it came
/// @return or what is wrong with the timestamp
[[nodiscard]] std::expected<std::string, Complaint> signed_text(std::string_view task_id, std::string_view timestamp,
                                                                EpochMs now);

}  // namespace aleph
