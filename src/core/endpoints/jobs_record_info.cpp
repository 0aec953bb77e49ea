#include "core/endpoints/jobs_record_info.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "core/endpoints/jobs_parameters.hpp"
#include "core/endpoints/record_info.hpp"
#include "core/endpoints/task_members.hpp"
#include "core/wire/envelope.hpp"
#include "core/wire/json.hpp"
#include "core/wire/text.hpp"

namespace aleph::jobs_record_info {
namespace {

enum : std::uint8_t {
  response_urls = task_member::end,
  response_first_url,
  response_video_url,
  result_json,
  result_urls,
  result_first_url,
  result_video_url,
  param,
  state,
  model,
  cost_time,
  credits_consumed,
};

constexpr auto members = in_envelope({
    {.name = "taskId", .parent = envelope::data},
    {.name = "successFlag", .parent = envelope::data},
    {.name = "failCode", .parent = envelope::data},
    {.name = "failMsg", .parent = envelope::data},
    {.name = "createTime", .parent = envelope::data},
    {.name = "completeTime", .parent = envelope::data},
    {.name = "paramJson", .parent = envelope::data},
    {.name = "response", .parent = envelope::data},
    {.name = "resultUrls", .parent = task_member::response},
    {.name = first_element, .parent = response_urls},
    {.name = "resultVideoUrl", .parent = task_member::response},
    {.name = "resultJson", .parent = envelope::data},
    {.name = "resultUrls", .parent = result_json},
    {.name = first_element, .parent = result_urls},
    {.name = "resultVideoUrl", .parent = result_json},
    {.name = "param", .parent = envelope::data},
    {.name = "state", .parent = envelope::data},
    {.name = "model", .parent = envelope::data},
    {.name = "costTime", .parent = envelope::data},
    {.name = "creditsConsumed", .parent = envelope::data},
});
static_assert(members.size() == credits_consumed + 1);

/// What `resultJson` holds when it is a text, in the order of its members above.
constexpr auto result_members = std::to_array<Member>({
    {.name = "resultUrls", .parent = whole_document},
    {.name = first_element, .parent = 0},
    {.name = "resultVideoUrl", .parent = whole_document},
});

/// docs/contract.md, "The jobs route": its table of states.
struct State {
  std::string_view name;  ///< in lower case
  Status status;
  std::optional<Stage> stage{};
};
constexpr std::array states = std::to_array<State>({
    {.name = "success", .status = Status::succeeded},
    {.name = "fail", .status = Status::failed},
    {.name = "failed", .status = Status::failed},
    {.name = "waiting", .status = Status::processing, .stage = Stage::waiting},
    {.name = "wait", .status = Status::processing, .stage = Stage::waiting},
    {.name = "queuing", .status = Status::processing, .stage = Stage::queuing},
    {.name = "queueing", .status = Status::processing, .stage = Stage::queuing},
    {.name = "generating", .status = Status::processing, .stage = Stage::generating},
});

/// The wire sends seconds, the docs promise milliseconds: the unit is the one that comes nearer to the task's span.
std::optional<double> cost_time_of(std::optional<double> cost, std::optional<EpochMs> from, std::optional<EpochMs> to) {
  if (!cost || !from || !to) return cost;
  const auto span = static_cast<double>(*to - *from);
  const bool in_ms = std::abs(*cost - span) < std::abs((*cost * 1000) - span);
  return in_ms ? *cost / 1000 : *cost;
}

void move_video_url(std::span<Scalar> values, std::optional<std::string>& to) {
  if (const auto& json = values[result_json]; json.type == Scalar::Type::string) {
    const auto inside = values.subspan(result_urls, result_members.size());
    // What is no JSON has no URL in it, and fails nothing.
    if (!read_members(json.text, max_json_depth, result_members, inside)) {
      for (auto& value : inside) value.type = Scalar::Type::absent;
    }
  }
  for (const auto row : {response_first_url, result_first_url, response_video_url, result_video_url}) {
    if (values[row].move_text(to)) return;
  }
}

void complete(Task& task, std::span<Scalar> values) {
  // A known state decides alone.
  const auto said = values[state].as_text().value_or("");
  for (const auto& known : states) {
    if (equals_ignoring_case(said, known.name)) {
      task.status = known.status;
      task.stage = known.stage;
    }
  }
  values[model].move_text(task.model);
  if (!task.error_code && !task.error_message) values[task_member::error_code].move_text(task.error_message);
  task.cost_time_s = cost_time_of(values[cost_time].as_number(), task.create_time, task.complete_time);
  task.credits = values[credits_consumed].as_number();
  values[param].move_text(task.parameters.json);
  if (task.parameters.json) task.parameters.object = parameters_of_jobs(*task.parameters.json);
  if (task.status == Status::succeeded) move_video_url(values, task.response.emplace().result_video_url);
}

/// Its code is also that of a request that cannot work.
bool is_about_no_task(double code, std::string_view msg) {
  constexpr std::string_view words = "recordinfo is null";
  msg = skip_blank(msg);
  return code == 422 && equals_ignoring_case(msg.substr(0, words.size()), words) && is_blank(msg.substr(words.size()));
}

constexpr record_info::Dialect dialect = {
    .route = Route::jobs, .members = members, .complete = complete, .is_about_no_task = is_about_no_task};

}  // namespace

std::expected<Reply, Error> read(const Answer& answer, Inputs given) {
  return record_info::read(dialect, answer, given);
}

Task read_data(std::string_view body, std::string_view task_id) {
  return record_info::read_data(dialect, body, task_id);
}

}  // namespace aleph::jobs_record_info
