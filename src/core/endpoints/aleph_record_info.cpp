#include "core/endpoints/aleph_record_info.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string>

#include "core/endpoints/status.hpp"
#include "core/wire/envelope.hpp"
#include "core/wire/json.hpp"

namespace aleph {
namespace {

enum : std::uint8_t {
  task_id = envelope::end,
  param_json,
  create_time,
  complete_time,
  success_flag,
  error_code,
  error_message,
  response,
  response_task_id,
  result_video_url,
  result_image_url,
  end,
};

constexpr auto members = in_envelope({
    {.name = "taskId", .parent = envelope::data},
    {.name = "paramJson", .parent = envelope::data},
    {.name = "createTime", .parent = envelope::data},
    {.name = "completeTime", .parent = envelope::data},
    {.name = "successFlag", .parent = envelope::data},
    {.name = "errorCode", .parent = envelope::data},
    {.name = "errorMessage", .parent = envelope::data},
    {.name = "response", .parent = envelope::data},
    {.name = "taskId", .parent = response},
    {.name = "resultVideoUrl", .parent = response},
    {.name = "resultImageUrl", .parent = response},
});
static_assert(members.size() == end);

Task take_task(std::span<Scalar> values, std::string_view asked_id) {
  Task task;
  task.route = Route::aleph;
  task.status = status_of(values[success_flag], values[error_code], values[error_message]);
  task.task_id = values[task_id].take_text().value_or(std::string(asked_id));
  task.success_flag = values[success_flag].as_number();
  task.error_code = values[error_code].as_number();
  task.error_message = values[error_message].take_text();
  task.create_time = values[create_time].as_time();
  task.complete_time = values[complete_time].as_time();
  if (auto& json = values[param_json]; json.type == Scalar::Type::string) {
    task.parameters.object = read_object(json.text, max_json_depth);
    task.parameters.json = std::move(json.text);
  }
  if (values[response].type == Scalar::Type::object) {
    task.response = Result{
        .task_id = values[response_task_id].take_text(),
        .result_video_url = values[result_video_url].take_text(),
        .result_image_url = values[result_image_url].take_text(),
    };
  }
  return task;
}

}  // namespace

std::expected<Task, Error> read_aleph_record_info(const Answer& answer, std::string_view asked_id) {
  std::array<Scalar, members.size()> values;
  const auto code = read_envelope(answer.body, members, values);
  if (code == 200 && values[envelope::data].type == Scalar::Type::object) return take_task(values, asked_id);
  const auto kind = code == 200 ? std::optional(ErrorKind::task_not_found) : std::nullopt;
  return std::unexpected(error_of_answer(answer, code, values[envelope::msg], kind));
}

}  // namespace aleph
