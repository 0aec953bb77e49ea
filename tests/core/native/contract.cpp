// Every answer of the contract's table gets its reading from the core alone.
#include "check.hpp"
#include "core/endpoints.hpp"
#include "core/http/retry_after.hpp"

namespace aleph::test {
namespace {

// The members are those of a task or an error in JavaScript, times as the core has them.

Json parsed(const std::string& json) { return Json::parse(json, nullptr, false); }

Json to_json(const Task& task) {
  Json json = {{"taskId", task.task_id},
               {"route", name_of(task.route)},
               {"status", name_of(task.status)},
               {"stage", or_null(task.stage.transform([](Stage stage) { return name_of(stage); }))},
               {"paramJson", or_null(task.parameters.json)},
               {"parameters", or_null(task.parameters.object.transform(parsed))},
               {"response", nullptr}};
  for (const auto& [name, member] : number_members) json[name] = or_null(task.*member);
  for (const auto& [name, member] : text_members) json[name] = or_null(task.*member);
  for (const auto& [name, member] : time_members) json[name] = or_null(task.*member);
  if (const auto& response = task.response) {
    json["response"] = {{"taskId", or_null(response->task_id)},
                        {"resultVideoUrl", or_null(response->result_video_url)},
                        {"resultImageUrl", or_null(response->result_image_url)}};
  }
  return json;
}

Json to_json(const Error& error, bool idempotent) {
  const auto& kind = info(error.kind);
  return {{"kind", kind.name},
          {"retryable", may_repeat(kind, idempotent)},
          {"code", or_null(error.code)},
          {"status", or_null(error.status)},
          {"retryAfter", or_null(error.retry_after)}};
}

std::expected<Reply, Error> read(const Endpoint& look, const Json& answer) {
  const auto body = text_of(answer.at("body"));
  const auto& header = answer.at("retryAfter");
  const auto now = answer.at("now").get<EpochMs>();
  const Scalar asked_id{.type = Scalar::Type::string, .text = answer.at("askedId").get<std::string>()};
  return look.read({.status = answer.at("status").get<int>(),
                    .body = body,
                    .retry_after = header.is_null() ? std::nullopt : read_retry_after(header.get<std::string>(), now)},
                   {&asked_id, 1});
}

}  // namespace

void run(const Json& cases, Report& report) {
  for (const auto& row : cases) {
    const auto name = row.at("name").get<std::string>();
    const auto& look = endpoint_for("look", row.at("route") == "jobs" ? Route::jobs : Route::aleph);
    const auto result = read(look, row.at("answer"));
    auto expected = row.at("read");
    if (!result) {
      const auto& error = result.error();
      report.contains(name, error.message, expected.value("says", ""));
      // Of a question that was answered there is nothing to say.
      if (error.code == 200) report.equal(name + ": its advice alone", error.message, info(error.kind).advice);
    }
    expected.erase("says");
    report.equal(name, result ? to_json(std::get<Task>(*result)) : to_json(result.error(), look.idempotent), expected);
  }
}

}  // namespace aleph::test
