#include "core/endpoints/aleph_record_info.hpp"

namespace aleph::aleph_record_info {

void complete(Task& task, std::span<Scalar> values) {
  if (task.parameters.json) task.parameters.object = read_object(*task.parameters.json, max_json_depth);
  if (values[task_member::response].type == Scalar::Type::object) {
    auto& response = task.response.emplace();
    values[response_task_id].move_text(response.task_id);
    values[result_video_url].move_text(response.result_video_url);
    values[result_image_url].move_text(response.result_image_url);
  }
}

}  // namespace aleph::aleph_record_info
