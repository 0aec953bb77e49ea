#include "core/endpoints/record_info.hpp"

#include "core/endpoints.hpp"
#include "core/endpoints/aleph_record_info.hpp"
#include "core/endpoints/jobs_record_info.hpp"

namespace aleph {

std::expected<Request, Error> build_record_info(Route route, const RecordInfoQuery& query) {
  if (const auto complaint = complaint_about_task_id(query.task_id); !complaint.empty()) {
    return std::unexpected(make_error(ErrorKind::invalid_request, complaint));
  }
  const auto& endpoint = route == Route::jobs ? endpoint_named("jobs/recordInfo") : endpoint_named("aleph/record-info");
  auto request = build_request(endpoint, {.base_url = query.base_url, .api_key = query.api_key});
  if (request) request->url.append("?taskId=").append(percent_encode(query.task_id));
  return request;
}

std::expected<Task, Error> read_record_info(Route route, const Answer& answer, std::string_view asked_id) {
  return route == Route::jobs ? read_jobs_record_info(answer, asked_id) : read_aleph_record_info(answer, asked_id);
}

}  // namespace aleph
