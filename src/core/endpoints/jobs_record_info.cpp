#include "core/endpoints/jobs_record_info.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <utility>

#include "core/endpoints/jobs_parameters.hpp"
#include "core/endpoints/status.hpp"
#include "core/wire/envelope.hpp"
#include "core/wire/json.hpp"
#include "core/wire/text.hpp"

namespace aleph {
namespace {

enum : std::uint8_t {
  task_id = envelope::end,
  model,
  state,
  success_flag,
  fail_code,
  fail_msg,
  param,
  param_json,
  create_time,
  complete_time,
  cost_time,
  credits_consumed,
  response,
  response_urls,
  response_first_url,
  response_video_url,
  result_json,
  result_urls,
  result_first_url,
  result_video_url,
  end,
};

constexpr auto members = in_envelope({
    {.name = "taskId", .parent = envelope::data},     {.name = "model", .parent = envelope::data},
    {.name = "state", .parent = envelope::data},      {.name = "successFlag", .parent = envelope::data},
    {.name = "failCode", .parent = envelope::data},   {.name = "failMsg", .parent = envelope::data},
    {.name = "param", .parent = envelope::data},      {.name = "paramJson", .parent = envelope::data},
    {.name = "createTime", .parent = envelope::data}, {.name = "completeTime", .parent = envelope::data},
    {.name = "costTime", .parent = envelope::data},   {.name = "creditsConsumed", .parent = envelope::data},
    {.name = "response", .parent = envelope::data},   {.name = "resultUrls", .parent = response},
    {.name = first_element, .parent = response_urls}, {.name = "resultVideoUrl", .parent = response},
    {.name = "resultJson", .parent = envelope::data}, {.name = "resultUrls", .parent = result_json},
    {.name = first_element, .parent = result_urls},   {.name = "resultVideoUrl", .parent = result_json},
});
static_assert(members.size() == end);

/// What `resultJson` holds when it is a text, in the order of its members above.
constexpr std::array<Member, 3> result_members = {{
    {.name = "resultUrls", .parent = whole_document},
    {.name = first_element, .parent = 0},
    {.name = "resultVideoUrl", .parent = whole_document},
}};

/// docs/contract.md, "The jobs route": its table of states.
struct State {
  std::string_view name;
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

/// A known state decides alone.
State state_of(std::span<const Scalar> values) {
  for (const auto& known : states) {
    if (equals_ignoring_case(values[state].text, known.name)) return known;
  }
  return {.name{}, .status = status_of(values[success_flag], values[fail_code], values[fail_msg])};
}

/// The wire sends seconds, the docs promise milliseconds: the unit is the one that is nearer to the task's span.
std::optional<double> cost_time_of(std::optional<double> cost, std::optional<EpochMs> from, std::optional<EpochMs> to) {
  constexpr double between_the_units = (1 + 1000) / 2.0;
  const bool in_ms = from && to && static_cast<double>(*to - *from) < cost.value_or(0) * between_the_units;
  return cost.transform([in_ms](double value) { return in_ms ? value / 1000 : value; });
}

std::optional<std::string> take_video_url(std::span<Scalar> values) {
  if (auto& json = values[result_json]; json.type == Scalar::Type::string) {
    const auto inside = values.subspan(result_urls, result_members.size());
    // What is no JSON has no URL in it, and fails nothing.
    if (!read_members(json.text, max_json_depth, result_members, inside)) std::ranges::fill(inside, Scalar());
  }
  for (const auto row : {response_first_url, result_first_url, response_video_url, result_video_url}) {
    if (auto url = values[row].take_text()) return url;
  }
  return {};
}

Task take_task(std::span<Scalar> values, std::string_view asked_id) {
  Task task;
  const auto state = state_of(values);
  task.route = Route::jobs;
  task.status = state.status;
  task.stage = state.stage;
  task.task_id = values[task_id].take_text().value_or(std::string(asked_id));
  task.model = values[model].take_text();
  task.success_flag = values[success_flag].as_number();
  task.error_code = values[fail_code].as_number();
  task.error_message = values[fail_msg].take_text();
  if (!task.error_code && !task.error_message) task.error_message = values[fail_code].take_text();
  task.create_time = values[create_time].as_time();
  task.complete_time = values[complete_time].as_time();
  task.cost_time_s = cost_time_of(values[cost_time].as_number(), task.create_time, task.complete_time);
  task.credits = values[credits_consumed].as_number();
  auto& sent = values[values[param].as_text() ? param : param_json];
  if (sent.type == Scalar::Type::string) {
    task.parameters.object = parameters_of_jobs(sent.text);
    task.parameters.json = std::move(sent.text);
  }
  if (task.status == Status::succeeded) {
    task.response = Result{.task_id{}, .result_video_url = take_video_url(values), .result_image_url{}};
  }
  return task;
}

/// This route's words for a task it does not know.
bool says_record_is_null(std::string_view msg) {
  constexpr std::string_view words = "recordinfo is null";
  msg = skip_blank(msg);
  return equals_ignoring_case(msg.substr(0, words.size()), words) && is_blank(msg.substr(words.size()));
}

}  // namespace

std::expected<Task, Error> read_jobs_record_info(const Answer& answer, std::string_view asked_id) {
  std::array<Scalar, members.size()> values;
  const auto code = read_envelope(answer.body, members, values);
  if (code == 200 && values[envelope::data].type == Scalar::Type::object) return take_task(values, asked_id);
  const auto& msg = values[envelope::msg];
  const bool is_unknown = code == 200 || (code == 422 && says_record_is_null(msg.text));
  return std::unexpected(
      error_of_answer(answer, code, msg, is_unknown ? std::optional(ErrorKind::task_not_found) : std::nullopt));
}

}  // namespace aleph
