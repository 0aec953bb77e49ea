// One Aleph task as the service describes it.
#pragma once

#include <array>
#include <cstddef>
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

/// Which of the service's lookups keeps a task: the older one of its own, or that of all models.
enum class Route : std::uint8_t { aleph, jobs };

inline constexpr std::array<std::string_view, 2> route_names = {"aleph", "jobs"};

[[nodiscard]] constexpr std::string_view name_of(Route route) { return route_names[static_cast<std::size_t>(route)]; }

[[nodiscard]] constexpr std::optional<Route> route_from_name(std::string_view name) {
  for (const auto route : {Route::aleph, Route::jobs}) {
    if (name_of(route) == name) return route;
  }
  return {};
}

/// How far a task has come that is still processing; only the jobs route says it.
enum class Stage : std::uint8_t { waiting, queuing, generating };

inline constexpr std::array<std::string_view, 3> stage_names = {"waiting", "queuing", "generating"};

[[nodiscard]] constexpr std::string_view name_of(Stage stage) { return stage_names[static_cast<std::size_t>(stage)]; }

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
  Route route{};
  Status status{};
  std::optional<Stage> stage{};  ///< only while processing
  std::optional<double> success_flag;
  std::optional<double> error_code;
  std::optional<std::string> error_message;  ///< never blank
  std::optional<EpochMs> create_time;
  std::optional<EpochMs> complete_time;
  std::optional<double> cost_time_s{};  ///< seconds
  std::optional<double> credits{};      ///< final only once the task is
  std::optional<std::string> model{};
  Parameters parameters;
  std::optional<Result> response;
};

/// A task of which no more is known than that it has been made.
[[nodiscard]] inline Task new_task(std::string_view task_id, Route route) {
  Task task;
  task.task_id = task_id;
  task.route = route;
  return task;
}

/// A member of `Task` that users get as it is, and its name for them.
template <typename Value>
struct NamedMember {
  std::string_view name;
  std::optional<Value> Task::* member;
};

inline constexpr std::array number_members = std::to_array<NamedMember<double>>({
    {.name = "successFlag", .member = &Task::success_flag},
    {.name = "errorCode", .member = &Task::error_code},
    {.name = "costTime", .member = &Task::cost_time_s},
    {.name = "credits", .member = &Task::credits},
});
inline constexpr std::array text_members = std::to_array<NamedMember<std::string>>({
    {.name = "errorMessage", .member = &Task::error_message},
    {.name = "model", .member = &Task::model},
});
inline constexpr std::array time_members = std::to_array<NamedMember<EpochMs>>({
    {.name = "createTime", .member = &Task::create_time},
    {.name = "completeTime", .member = &Task::complete_time},
});

}  // namespace aleph
