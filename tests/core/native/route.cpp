// Every row of the table of routes: which one is asked, and what is known after each kind of answer.
#include "core/route.hpp"

#include "check.hpp"

namespace aleph::test {
namespace {

std::optional<Route> route_of_row(const Json& row, const char* member) {
  return route_from_name(row.value(member, ""));
}

Json to_json(const RouteOutcome& outcome) {
  const auto name = [](Route route) { return name_of(route); };
  return {{"known", or_null(outcome.memory.known.transform(name))},
          {"missed", or_null(outcome.memory.missed.transform(name))},
          {"askOther", outcome.ask_other}};
}

}  // namespace

void run(const Json& cases, Report& report) {
  for (const auto& row : cases) {
    const auto name = row.at("name").get<std::string>();
    const RouteRequest request{.wanted = route_of_row(row, "wanted"),
                               .memory{.known = route_of_row(row, "known"), .missed = route_of_row(row, "missed")},
                               .is_second = row.value("second", false)};
    report.equal(name, name_of(route_of(request)), row.at("asks"));
    report.equal(name + ", found", to_json(after_answer(request, {})), to_json({.memory{.known = route_of(request)}}));
    report.equal(name + ", not found", to_json(after_answer(request, ErrorKind::task_not_found)), row.at("notFound"));
    report.equal(name + ", no answer", to_json(after_answer(request, ErrorKind::server)),
                 to_json({.memory = request.memory}));
  }
}

}  // namespace aleph::test
