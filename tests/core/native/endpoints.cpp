// The endpoints beside the lookups: what is sent to them, what is refused, and what their answers are.
#include "core/endpoints.hpp"

#include <algorithm>
#include <vector>

#include "check.hpp"
#include "core/http/request.hpp"

namespace aleph::test {
namespace {

constexpr std::string_view base_url = "https://api.kie.ai";

/// A row's endpoint, with the row's arguments for it.
struct Asked {
  const Endpoint& endpoint;
  std::vector<Scalar> inputs;

  explicit Asked(const Json& row)
      : endpoint(
            endpoint_for(row.at("operation").get<std::string>(),
                         row.contains("route") ? route_from_name(row.at("route").get<std::string>()) : std::nullopt)),
        inputs(endpoint.inputs.size()) {
    (void)read_members(row.value("input", "{}"), max_json_depth, endpoint.inputs, inputs, HalfPair::zero);
  }

  [[nodiscard]] std::expected<Request, Error> build() const {
    return build_request(endpoint, {.base_url = base_url}, inputs);
  }
};

void check_sent(const Json& row, Report& report) {
  const auto name = row.at("name").get<std::string>();
  const Asked asked(row);
  const auto arguments = Json::parse(row.value("input", "{}"));
  for (const auto& [given, value] : arguments.items()) {
    const bool is_known =
        std::ranges::any_of(asked.endpoint.inputs, [&](const Member& input) { return input.name == given; });
    report.equal(name + ": " + given + " is one of its arguments", is_known, true);
  }
  const auto request = asked.build();
  if (!request) {
    report.equal(name, request.error().message, "a request");
    return;
  }
  report.equal(name + ": method", request->method, row.at("method"));
  report.equal(name + ": URL", request->url,
               row.value("host", std::string(base_url)) + row.at("path").get<std::string>());
  report.equal(name + ": body", request->body.empty() ? Json(nullptr) : Json::parse(request->body, nullptr, false),
               row.at("body"));
  if (const auto bytes = row.find("bytes"); bytes != row.end()) report.equal(name, request->body, *bytes);
  report.equal(name + ": a warning", !request->warning.empty(), row.contains("warning"));
  report.contains(name, request->warning, row.value("warning", ""));
}

void check_refused(const Json& row, Report& report) {
  const auto name = row.at("input").get<std::string>();
  const auto request = Asked(row).build();
  if (request) {
    report.equal(name, request->body, "refused");
    return;
  }
  report.equal(name, info(request.error().kind).name, "invalid-request");
  report.contains(name, request.error().message, row.at("says").get<std::string>());
}

Json to_json(const Reply& reply) {
  if (const auto* const number = std::get_if<double>(&reply)) return {{"value", *number}};
  if (const auto* const text = std::get_if<std::string>(&reply)) return {{"value", *text}};
  const auto& task = std::get<Task>(reply);
  return {{"taskId", task.task_id}, {"route", name_of(task.route)}};
}

void check_answered(const Json& row, Report& report) {
  const Asked asked(row);
  const auto body = text_of(row.at("body"));
  const auto name = row.at("operation").get<std::string>() + ' ' + row.at("status").dump() + ' ' + body;
  const auto reply = asked.endpoint.read({.status = row.at("status").get<int>(), .body = body}, asked.inputs);
  auto expected = row.at("is");
  if (reply) {
    report.equal(name, to_json(*reply), expected);
    return;
  }
  const auto error =
      asked.endpoint.idempotent || is_refusal(reply.error()) ? reply.error() : unknown_outcome_of(reply.error());
  const auto& kind = info(error.kind);
  report.equal(
      name,
      {{"kind", kind.name}, {"code", or_null(error.code)}, {"again", may_repeat(kind, asked.endpoint.idempotent)}},
      {{"kind", expected.at("kind")},
       {"code", expected.value("code", Json())},
       {"again", expected.value("again", false)}});
  report.equal(name + ": its advice once", error.message.find(kind.advice) + kind.advice.size(), error.message.size());
}

}  // namespace

void run(const Json& cases, Report& report) {
  // What makes a task costs money each time.
  for (const auto& endpoint : endpoints) {
    report.equal(std::string(endpoint.path) + ": may be asked again", endpoint.idempotent,
                 endpoint.operation != "create");
    if (endpoint.operation == "look") report.equal(std::string(endpoint.path), endpoint.inputs[0].name, "taskId");
  }
  for (const auto& row : cases.at("sent")) check_sent(row, report);
  for (const auto& row : cases.at("refused")) check_refused(row, report);
  for (const auto& row : cases.at("answered")) check_answered(row, report);
}

}  // namespace aleph::test
