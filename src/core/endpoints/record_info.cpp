#include "core/endpoints/record_info.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <utility>

#include "core/endpoints.hpp"
#include "core/endpoints/aleph_record_info.hpp"
#include "core/endpoints/jobs_record_info.hpp"
#include "core/endpoints/task_members.hpp"
#include "core/wire/envelope.hpp"

namespace aleph {
namespace {

/// docs/contract.md, "Reading the state": its table of `errorCode` values.
bool is_reason(const Scalar& error_code) {
  using enum Scalar::Type;
  if (error_code.type == number) return error_code.number != 0;
  if (error_code.type == string) return !error_code.text.empty() && error_code.text != "0";
  return error_code.type != absent && error_code.type != null;
}

/// docs/contract.md, "Reading the state": the flag decides, else whether there is a reason to have failed.
Status status_of(std::span<const Scalar> values) {
  const auto flag = values[task_member::success_flag].as_number();
  if (flag == 1) return Status::succeeded;
  if (flag >= 2) return Status::failed;
  const bool has_reason = is_reason(values[task_member::error_code]) || values[task_member::error_message].as_text();
  return has_reason ? Status::failed : Status::processing;
}

std::expected<Task, Error> take_task(Route route, std::span<Scalar> values, std::string_view asked_id) {
  std::expected<Task, Error> result;
  Task& task = *result;
  task.route = route;
  task.status = status_of(values);
  task.task_id = values[task_member::task_id].as_text().value_or(asked_id);
  task.success_flag = values[task_member::success_flag].as_number();
  task.error_code = values[task_member::error_code].as_number();
  values[task_member::error_message].move_text(task.error_message);
  task.create_time = values[task_member::create_time].as_time();
  task.complete_time = values[task_member::complete_time].as_time();
  if (auto& json = values[task_member::param_json]; json.type == Scalar::Type::string) {
    task.parameters.json = std::move(json.text);
  }
  route == Route::jobs ? jobs_record_info::complete(task, values) : aleph_record_info::complete(task, values);
  return result;
}

}  // namespace

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
  std::array<Scalar, std::max(aleph_record_info::members.size(), jobs_record_info::members.size())> values;
  const bool is_jobs = route == Route::jobs;
  const auto members = is_jobs ? std::span<const Member>(jobs_record_info::members) : aleph_record_info::members;
  const auto code = read_envelope(answer.body, members, values);
  const auto& msg = values[envelope::msg];
  if (code == 200 && values[envelope::data].type == Scalar::Type::object) return take_task(route, values, asked_id);
  const bool is_unknown =
      code == 200 || (code == 422 && is_jobs && jobs_record_info::is_about_no_task(msg.as_text().value_or("")));
  return std::unexpected(
      error_of_answer(answer, code, msg, is_unknown ? std::optional(ErrorKind::task_not_found) : std::nullopt));
}

}  // namespace aleph
