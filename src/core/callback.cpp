#include "core/callback.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "core/endpoints/jobs_record_info.hpp"
#include "core/http/request.hpp"
#include "core/wire/envelope.hpp"

namespace aleph {
namespace {

enum : std::uint8_t {
  id_in_data = envelope::end,
  old_id_in_data,
  outer_id,
  outer_old_id,
  state,
  success_flag,
  result_video_url,
  video_url,
  new_result_video_url,
};

constexpr auto members = in_envelope({
    {.name = "taskId", .parent = envelope::data},
    {.name = "task_id", .parent = envelope::data},
    {.name = "taskId", .parent = whole_document},
    {.name = "task_id", .parent = whole_document},
    {.name = "state", .parent = envelope::data},
    {.name = "successFlag", .parent = envelope::data},
    {.name = "result_video_url", .parent = envelope::data},
    {.name = "video_url", .parent = envelope::data},
    {.name = "resultVideoUrl", .parent = envelope::data},
});
static_assert(members.size() == new_result_video_url + 1);

/// 2001 to 2286.
constexpr std::size_t timestamp_digits = 10;

std::optional<Status> status_of(std::span<const Scalar> values) {
  if (const auto said = values[state].as_text()) return jobs_record_info::status_of_state(*said);
  if (const auto flag = values[success_flag].as_number()) {
    if (*flag == 1) return Status::succeeded;
    return *flag >= 2 ? std::optional(Status::failed) : std::nullopt;
  }
  const auto code = values[envelope::code].as_number();
  if (!code) return {};
  if (*code != 200) return Status::failed;
  const auto has_text = [&values](std::uint8_t row) { return values[row].as_text().has_value(); };
  const bool has_video = has_text(result_video_url) || has_text(video_url) || has_text(new_result_video_url);
  return has_video ? std::optional(Status::succeeded) : std::nullopt;
}

/// Only the jobs route has a state; the shapes of the other are known by where they have the id.
std::optional<Route> route_of(std::span<const Scalar> values) {
  if (values[state].as_text()) return Route::jobs;
  const auto is_there = [&values](std::uint8_t row) { return values[row].type != Scalar::Type::absent; };
  const bool is_old = is_there(success_flag) || is_there(old_id_in_data) || is_there(outer_id);
  return is_old ? std::optional(Route::aleph) : std::nullopt;
}

}  // namespace

std::expected<Callback, Complaint> read_callback(std::string_view body) {
  std::vector<Scalar> values(members.size());
  if (!read_members(body, max_json_depth, members, values)) {
    return std::unexpected(Complaint{"The callback ", "is not a JSON object"});
  }
  std::string_view task_id;
  for (const auto row : {id_in_data, old_id_in_data, outer_id, outer_old_id}) {
    const auto id = values[row].as_text().value_or("");
    if (!id.empty() && !task_id.empty() && id != task_id) {
      return std::unexpected(Complaint{"The callback ", "names two tasks"});
    }
    if (!id.empty()) task_id = id;
  }
  if (task_id.empty()) return std::unexpected(Complaint{"The callback ", "names no task"});
  if (const auto what = complaint_about_task_id(task_id); !what.empty()) {
    return std::unexpected(Complaint{"The task id of the callback ", what});
  }
  return Callback{.task_id = std::string(task_id), .route = route_of(values), .status = status_of(values)};
}

std::expected<std::string, Complaint> signed_text(std::string_view task_id, std::string_view timestamp, EpochMs now) {
  const bool is_digits = std::ranges::all_of(timestamp, [](char sign) { return sign >= '0' && sign <= '9'; });
  if (!is_digits || timestamp.size() != timestamp_digits) {
    return std::unexpected(Complaint{"The timestamp ", "is not a time in seconds"});
  }
  EpochMs seconds = 0;
  for (const char digit : timestamp) seconds = seconds * 10 + (digit - '0');
  const auto age = now - seconds * 1000;
  if (age > signature_window_ms) return std::unexpected(Complaint{"The timestamp ", "is more than 5 minutes old"});
  if (age < -signature_window_ms) {
    return std::unexpected(Complaint{"The timestamp ", "is more than 5 minutes ahead"});
  }
  return std::string(task_id).append(".").append(timestamp);
}

}  // namespace aleph
