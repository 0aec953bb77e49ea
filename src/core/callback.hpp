// What a callback says, the POST to a `callBackUrl`, in any of its three shapes; and what is signed of it.
// Rules: docs/contract.md, "Callbacks".
// The vendor's page: https://docs.kie.ai/runway-api/generate-aleph-video-callbacks
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "core/endpoint.hpp"
#include "core/task.hpp"
#include "core/wire/time.hpp"

namespace aleph {

/// How far the sender's clock may be from ours; the vendor names no window.
inline constexpr EpochMs signature_window_ms = 300'000;

/// A callback is a hint, even a signed one: a result is believed once a look has shown it.
struct Callback {
  std::optional<Route> route{};    ///< of the lookup that keeps the task, where the shape tells
  std::optional<Status> status{};  ///< nothing: only a look can tell
  Task task;                       ///< with its id always; its `route` and `status` are those above where there are any
};

/// @param body UTF-8, one JSON object at most `max_json_depth` deep
/// @return what it says, or what is wrong with it
[[nodiscard]] std::expected<Callback, Complaint> read_callback(std::string_view body);

/// The text whose HMAC-SHA256 the service sends along. The body is not covered, but for the id.
/// @param timestamp Unix seconds as received, digits alone
/// @return the text, or what is wrong with the timestamp
[[nodiscard]] std::expected<std::string, Complaint> signed_text(std::string_view task_id, std::string_view timestamp,
                                                                EpochMs now);

}  // namespace aleph
