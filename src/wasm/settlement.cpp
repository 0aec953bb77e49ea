#include "settlement.hpp"

#include <utility>

namespace aleph {
namespace {

std::optional<double> number_of(std::optional<EpochMs> time) {
  return time.transform([](EpochMs ms) { return static_cast<double>(ms); });
}

/// `null` for none.
template <typename Named>
void write_name(JsonWriter& out, std::string_view name, std::optional<Named> value) {
  value ? out.member(name, name_of(*value)) : out.json(name, {});
}

std::string finished(JsonWriter&& out, const RouteOutcome& route, std::string_view warning) {
  write_name(out, "knownRoute", route.memory.known);
  write_name(out, "missedRoute", route.memory.missed);
  out.member("askOther", route.ask_other);
  out.member("warning", warning);
  return std::move(out).take();
}

}  // namespace

void write_task(JsonWriter& out, const Task& task, std::optional<Route> route) {
  out.open("task");
  out.member("taskId", task.task_id);
  write_name(out, "route", route);
  out.member("status", name_of(task.status));
  write_name(out, "stage", task.stage);
  for (const auto& [name, member] : number_members) out.member(name, task.*member);
  for (const auto& [name, member] : text_members) out.member(name, task.*member);
  for (const auto& [name, member] : time_members) out.member(name, number_of(task.*member));
  out.member("paramJson", task.parameters.json);
  out.json("parameters", task.parameters.object.value_or(""));
  if (const auto& response = task.response) {
    out.open("response");
    out.member("taskId", response->task_id);
    out.member("resultVideoUrl", response->result_video_url);
    out.member("resultImageUrl", response->result_image_url);
    out.close();
  } else {
    out.json("response", {});
  }
  out.close();
}

std::string text_of(const Reply& reply, const RouteOutcome& route, std::string_view warning) {
  JsonWriter out;
  if (const auto* const task = std::get_if<Task>(&reply)) {
    write_task(out, *task, task->route);
    out.member("isFinal", task->status != Status::processing);
  }
  if (const auto* const number = std::get_if<double>(&reply)) out.member("value", std::optional(*number));
  if (const auto* const text = std::get_if<std::string>(&reply)) out.member("value", *text);
  return finished(std::move(out), route, warning);
}

std::string text_of(const Error& error, bool retryable, std::optional<double> delay, const RouteOutcome& route,
                    std::string_view warning) {
  JsonWriter out;
  out.open("error");
  out.member("kind", info(error.kind).name);
  out.member("message", error.message);
  out.member("retryable", retryable);
  out.member("code", error.code);
  out.member("status", error.status.transform([](int status) { return static_cast<double>(status); }));
  out.member("retryAfter", error.retry_after);
  out.close();
  out.member("delay", delay);
  return finished(std::move(out), route, warning);
}

}  // namespace aleph
