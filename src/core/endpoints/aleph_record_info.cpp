#include "core/endpoints/aleph_record_info.hpp"

#include <cstdint>
#include <span>

#include "core/endpoints/record_info.hpp"
#include "core/endpoints/task_members.hpp"
#include "core/wire/envelope.hpp"

namespace aleph::aleph_record_info {
namespace {

enum : std::uint8_t { response_task_id = task_member::end, result_video_url, result_image_url };

constexpr auto members = in_envelope({
    {.name = "taskId", .parent = envelope::data},
    {.name = "successFlag", .parent = envelope::data},
    {.name = "errorCode", .parent = envelope::data},
    {.name = "errorMessage", .parent = envelope::data},
    {.name = "createTime", .parent = envelope::data},
    {.name = "completeTime", .parent = envelope::data},
    {.name = "paramJson", .parent = envelope::data},
    {.name = "response", .parent = envelope::data},
    {.name = "taskId", .parent = task_member::response},
    {.name = "resultVideoUrl", .parent = task_member::response},
    {.name = "resultImageUrl", .parent = task_member::response},
});
static_assert(members.size() == result_image_url + 1);

void complete(Task& task, std::span<Scalar> values) {
  auto& object = task.parameters.object;
  object = task.parameters.json;
  if (object && !read_object(*object, max_json_depth)) object.reset();
  if (values[task_member::response].type == Scalar::Type::object) {
    auto& response = task.response.emplace();
    values[response_task_id].move_text(response.task_id);
    values[result_video_url].move_text(response.result_video_url);
    values[result_image_url].move_text(response.result_image_url);
  }
}

constexpr record_info::Dialect dialect = {
    .route = Route::aleph, .members = members, .complete = complete, .is_about_no_task = [](double, std::string_view) {
      return false;
    }};

}  // namespace

std::expected<Reply, Error> read(const Answer& answer, Inputs given) {
  return record_info::read(dialect, answer, given);
}

Task read_data(std::string_view body, std::string_view task_id) {
  return record_info::read_data(dialect, body, task_id);
}

}  // namespace aleph::aleph_record_info
