// Every row of the schedule's tables: when to look next, and when to try again.
#include "core/schedule/schedule.hpp"

#include <array>

#include "check.hpp"

namespace aleph::test {
namespace {

constexpr std::array<std::string_view, 4> action_names = {"look", "done", "give-up", "time-out"};

/// NaN is no time.
std::optional<EpochMs> time_of(const Json& state, const char* member) {
  const auto number = number_of(state, member);
  return number ? std::optional(static_cast<EpochMs>(*number)) : std::nullopt;
}

PollState poll_state(const Json& state) {
  return {.status = status_from_name(state.at("status").get<std::string>()),
          .error = kind_from_name(state.at("errorKind").get<std::string>()),
          .retry_after = number_of(state, "retryAfter"),
          .failures = state.at("failures").get<int>(),
          .failing_ms = number_of(state, "failing").value(),
          .now = time_of(state, "now").value_or(0),
          .create_time = time_of(state, "createTime"),
          .waited_ms = number_of(state, "waited").value(),
          .remaining_ms = number_of(state, "remaining").value(),
          .hidden = state.at("hidden").get<bool>(),
          .interval_ms = number_of(state, "interval"),
          .random = number_of(state, "random").value()};
}

RetryState retry_state(const Json& state) {
  return {.retryable = state.at("retryable").get<bool>(),
          .failures = state.at("failures").get<int>(),
          .max_retries = number_of(state, "maxRetries").value(),
          .retry_after = number_of(state, "retryAfter"),
          .remaining_ms = number_of(state, "remaining").value(),
          .random = number_of(state, "random").value()};
}

}  // namespace

void run(const Json& cases, Report& report) {
  for (const auto& row : cases.at("polls")) {
    const auto name = row.at("name").get<std::string>();
    const auto plan = next_poll(poll_state(row.at("state")));
    report.equal(name, action_names.at(static_cast<std::size_t>(plan.action)), row.at("action"));
    if (const auto& range = row.at("delay"); !range.is_null()) report.within(name, plan.delay_ms, range);
  }
  for (const auto& row : cases.at("retries")) {
    report.within(row.at("name").get<std::string>(), retry_delay(retry_state(row.at("state"))), row.at("delay"));
  }
}

}  // namespace aleph::test
