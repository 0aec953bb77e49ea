// One Aleph task as the service describes it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/wire/time.hpp"

namespace aleph {

/// The state of a task. Final once it is not `processing`.
enum class Status : std::uint8_t { processing, succeeded, failed };

inline constexpr std::array<std::string_view, 3> status_names = {"processing", "succeeded", "failed"};

[[nodiscard]] constexpr std::string_view name_of(Status status) {
  return status_names[static_cast<std::size_t>(status)];
}

[[nodiscard]] constexpr std::optional<Status> status_from_name(std::string_view name) {
  for (const auto status : {Status::processing, Status::succeeded, Status::failed}) {
    if (name_of(status) == name) return status;
  }
  return {};
}

/// The result of a task. Every member may be missing, also when the task succeeded.
struct Result {
  std::optional<std::string> task_id;
  std::optional<std::string> result_video_url;
  std::optional<std::string> result_image_url;
};

/// The original request, `paramJson`. Untrusted text of whoever made the task.
struct Parameters {
  std::optional<std::string> json;    ///< as sent; nothing when missing or not a string
  std::optional<std::string> object;  ///< the same for JSON.parse, when it is one JSON object, at most 32 deep
};

/// Field names follow the wire's; its `null`, absent and unreadable values are all "nothing" here.
struct Task {
  std::string task_id;  ///< the service's, or the one asked for when absent
  Status status{};
  std::optional<double> success_flag;
  std::optional<double> error_code;
  std::optional<std::string> error_message;  ///< never blank
  std::optional<EpochMs> create_time;
  std::optional<EpochMs> complete_time;
  Parameters parameters;
  std::optional<Result> response;
};

}  // namespace aleph
