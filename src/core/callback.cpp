#include "core/callback.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include "core/endpoints/aleph_record_info.hpp"
#include "core/endpoints/jobs_record_info.hpp"
#include "core/http/request.hpp"
#include "core/wire/envelope.hpp"

namespace aleph {
namespace {

enum : std::uint8_t {
  data_task_id = envelope::end,
  data_task_id_old,
  task_id,
  task_id_old,
  state,
  success_flag,
  consume_credits,
  result_video_url,
  video_url,
  camel_video_url,
  result_image_url,
  image_url,
};

constexpr auto members = in_envelope({
    {.name = "taskId", .parent = envelope::data},
    {.name = "task_id", .parent = envelope::data},
    {.name = "taskId", .parent = whole_document},
    {.name = "task_id", .parent = whole_document},
    {.name = "state", .parent = envelope::data},
    {.name = "successFlag", .parent = envelope::data},
    {.name = "consumeCredits", .parent = envelope::data},
    {.name = "result_video_url", .parent = envelope::data},
    {.name = "video_url", .parent = envelope::data},
    {.name = "resultVideoUrl", .parent = envelope::data},
    {.name = "result_image_url", .parent = envelope::data},
    {.name = "image_url", .parent = envelope::data},
});
static_assert(members.size() == image_url + 1);

using Values = std::array<Scalar, members.size()>;

bool is_nothing(const Scalar& id) {
  using enum Scalar::Type;
  return id.type == absent || id.type == null || (id.type == string && id.text.empty());
}

/// The id at the places it may stand; those that name one must agree.
std::expected<std::string, Complaint> id_of(const Values& values) {
  const Scalar* found = nullptr;
  for (const auto row : {data_task_id, data_task_id_old, task_id, task_id_old}) {
    const auto& id = values[row];
    if (is_nothing(id)) continue;
    if (id.type != Scalar::Type::string) return std::unexpected(Complaint("The task id ", "is not a text"));
    if (found != nullptr && found->text != id.text) {
      return std::unexpected(Complaint("The callback ", "names two task ids"));
    }
    found = &id;
  }
  if (found == nullptr) return std::unexpected(Complaint("The callback ", "names no task id"));
  if (const auto what = complaint_about_task_id(found->text); !what.empty()) {
    return std::unexpected(Complaint("The task id ", what));
  }
  return found->text;
}

void move_first(Values& values, std::span<const std::uint8_t> rows, std::optional<std::string>& to) {
  for (const auto row : rows) {
    if (values[row].move_text(to)) return;
  }
}

/// The older shapes, which name no state: the code decides, and an address.
void read_outcome(Callback& callback, Values& values) {
  auto& task = callback.task;
  const auto code = values[envelope::code].as_number();
  if (code == 200) {
    Result result;
    move_first(values, std::to_array<std::uint8_t>({result_video_url, video_url, camel_video_url}),
               result.result_video_url);
    if (!result.result_video_url) return;
    move_first(values, std::to_array<std::uint8_t>({result_image_url, image_url}), result.result_image_url);
    callback.status = Status::succeeded;
    task.response = std::move(result);
  } else if (code) {
    callback.status = Status::failed;
    task.error_code = code;
    values[envelope::msg].move_text(task.error_message);
  }
}

}  // namespace

std::expected<Callback, Complaint> read_callback(std::string_view body) {
  Values values;
  if (!read_members(body, max_json_depth, members, values)) {
    return std::unexpected(Complaint("The callback ", "is no JSON object"));
  }
  const auto id = id_of(values);
  if (!id) return std::unexpected(id.error());

  Callback callback;
  const bool has_state = values[state].as_text().has_value();
  if (has_state || values[success_flag].as_number()) {
    callback.task = has_state ? jobs_record_info::read_data(body, *id) : aleph_record_info::read_data(body, *id);
    callback.status = callback.task.status;
    if (has_state) callback.route = Route::jobs;
    if (!callback.task.credits) callback.task.credits = values[consume_credits].as_number();
  } else {
    if (!is_nothing(values[task_id])) callback.route = Route::aleph;
    read_outcome(callback, values);
    callback.task.status = callback.status.value_or(Status::processing);
  }
  callback.task.task_id = *id;
  return callback;
}

std::expected<std::string, Complaint> signed_text(std::string_view task_id, std::string_view timestamp, EpochMs now) {
  constexpr std::size_t most_digits = 12;
  const bool is_time = !timestamp.empty() && timestamp.size() <= most_digits &&
                       std::ranges::all_of(timestamp, [](char sign) { return sign >= '0' && sign <= '9'; });
  if (!is_time) return std::unexpected(Complaint("The timestamp ", "is not Unix seconds in digits"));
  EpochMs seconds = 0;
  for (const char digit : timestamp) seconds = seconds * 10 + (digit - '0');
  const auto age = now - seconds * 1000;
  if (age > signature_window_ms || age < -signature_window_ms) {
    return std::unexpected(Complaint("The timestamp ", "is more than 300 seconds from now"));
  }
  return std::string(task_id).append(".").append(timestamp);
}

}  // namespace aleph
