// Every row of the schedule's tables: when to look next, when a wait is over, and when to try again.
#include <algorithm>
#include <array>
#include <limits>

#include "check.hpp"
#include "core/schedule/poll.hpp"
#include "core/schedule/retry.hpp"

namespace aleph::test {
namespace {

constexpr std::array<std::string_view, 4> seen_names = {"nothing", "processing", "final", "failure"};
constexpr std::array<std::string_view, 4> action_names = {"look", "done", "give-up", "time-out"};

/// NaN is no time.
std::optional<EpochMs> time_of(const Json& state, const char* member) {
  const auto number = number_of(state, member);
  return number ? std::optional(static_cast<EpochMs>(*number)) : std::nullopt;
}

PollState poll_state(const Json& state) {
  const auto* const seen = std::ranges::find(seen_names, state.at("seen").get<std::string>());
  return {.seen = static_cast<PollState::Seen>(seen - seen_names.begin()),
          .backoff_ms = number_of(state, "backoff"),
          .now = time_of(state, "now").value_or(0),
          .create_time = time_of(state, "createTime"),
          .waited_ms = number_of(state, "waited").value(),
          .remaining_ms = number_of(state, "remaining").value(),
          .hidden = state.at("hidden").get<bool>(),
          .told = state.at("told").get<bool>(),
          .interval_ms = number_of(state, "interval"),
          .random = number_of(state, "random").value()};
}

Failure failure_of(const Json& state) {
  return {.kind = kind_from_name(state.at("kind").get<std::string>()).value(),
          .retry_after = number_of(state, "retryAfter"),
          .failures = state.at("failures").get<int>(),
          .random = number_of(state, "random").value(),
          .idempotent = !state.value("paid", false)};
}

void check_plan(Report& report, const Json& row, const PollPlan& plan) {
  const auto name = row.at("name").get<std::string>();
  report.equal(name, action_names.at(static_cast<std::size_t>(plan.action)), row.at("action"));
  if (const auto& range = row.at("delay"); !range.is_null()) report.within(name, plan.delay_ms, range);
}

/// What holds where nothing else is said: the first failure of what may be sent twice, and two retries in no time.
void check_defaults(Report& report) {
  const CallBudget endless{.remaining_ms = std::numeric_limits<double>::infinity()};
  report.within("a failure", retry_delay({.kind = ErrorKind::server}, endless), {500, 500});
  report.within("the last failure", retry_delay({.kind = ErrorKind::server, .failures = 3}, endless), nullptr);
  report.within("a call", retry_delay({.kind = ErrorKind::server, .retry_after = 0}, {}), nullptr);
}

}  // namespace

void run(const Json& cases, Report& report) {
  for (const auto& row : cases.at("polls")) check_plan(report, row, next_poll(poll_state(row.at("state"))));
  for (const auto& row : cases.at("deadlines")) {
    const auto& state = row.at("state");
    check_plan(
        report, row,
        at_deadline({.slept = state.at("slept").get<bool>(), .looked_after = state.at("lookedAfter").get<bool>()}));
  }
  for (const auto& row : cases.at("backoffs")) {
    const auto& state = row.at("state");
    report.within(row.at("name").get<std::string>(),
                  backoff_delay(failure_of(state), number_of(state, "failing").value()), row.at("delay"));
  }
  check_defaults(report);
  for (const auto& row : cases.at("newTasks")) {
    report.equal("a task of " + row.at(0).dump() + " ms", may_be_too_new(row.at(0).get<double>()), row.at(1));
  }
  for (const auto& row : cases.at("retries")) {
    const auto& state = row.at("state");
    const CallBudget budget{.max_retries = number_of(state, "maxRetries").value(),
                            .remaining_ms = number_of(state, "remaining").value()};
    report.within(row.at("name").get<std::string>(), retry_delay(failure_of(state), budget), row.at("delay"));
  }
}

}  // namespace aleph::test
