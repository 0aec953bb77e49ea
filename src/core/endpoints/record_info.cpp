#include "core/endpoints/record_info.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/endpoints/task_members.hpp"
#include "core/http/request.hpp"
#include "core/wire/envelope.hpp"

namespace aleph::record_info {
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

Task take_task(const Dialect& dialect, std::span<Scalar> values, std::string_view asked_id) {
  Task task;
  task.route = dialect.route;
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
  dialect.complete(task, values);
  return task;
}

}  // namespace

std::expected<Payload, Complaint> build(Inputs given) {
  const auto& id = given.front().text;
  if (const auto what = complaint_about_task_id(id); !what.empty())
    return std::unexpected(Complaint("The task id ", what));
  return Payload{.query = "taskId=" + percent_encoded(id)};
}

std::expected<Reply, Error> read(const Dialect& dialect, const Answer& answer, Inputs given) {
  std::vector<Scalar> values(dialect.members.size());
  const auto code = read_envelope(answer.body, dialect.members, values);
  const auto& msg = values[envelope::msg];
  if (code == 200 && values[envelope::data].type == Scalar::Type::object) {
    return take_task(dialect, values, given.front().text);
  }
  const bool is_unknown = code && (*code == 200 || dialect.is_about_no_task(*code, msg.as_text().value_or("")));
  return std::unexpected(
      error_of_answer(answer, code, msg, is_unknown ? std::optional(ErrorKind::task_not_found) : std::nullopt));
}

Task read_data(const Dialect& dialect, std::string_view body, std::string_view task_id) {
  std::vector<Scalar> values(dialect.members.size());
  (void)read_envelope(body, dialect.members, values);
  return take_task(dialect, values, task_id);
}

}  // namespace aleph::record_info
