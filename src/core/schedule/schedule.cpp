#include "core/schedule/schedule.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace aleph {
namespace {

/// Tries of one call (docs/contract.md, "Guidance and limits").
constexpr double first_retry_ms = 500;
constexpr double longest_retry_ms = 8'000;
constexpr double retry_jitter = 0.25;
constexpr double longest_retry_after_s = 60;

/// More digits than any sensible wait has; longer ones are no number to us.
constexpr std::size_t most_digits = 9;

/// `first`, doubled with each further failure, up to `longest`.
double doubling(double first, double longest, int failures) {
  for (int i = 1; i < failures && first < longest; ++i) first *= 2;
  return std::min(first, longest);
}

/// Seconds between looks at a healthy task of some age in seconds; linear between the rows.
struct Pace {
  double age_s;
  double interval_s;
};

/// No recorded task ended before 15 s; failures come until about 110 s, successes from about 120 s on, most often
/// around 5 minutes. Past an hour a task is stuck rather than slow.
constexpr std::array paces = std::to_array<Pace>({
    {25, 15},
    {110, 15},
    {170, 10.5},
    {260, 7.8},
    {400, 6.6},
    {1200, 7},
    {3600, 30},
});
/// Added, not taken away: the look due at 25 s must not come in ever smaller steps.
constexpr double pace_jitter = 0.1;

/// After failed looks: 2 s doubling to 30 s, minus up to 25 %.
constexpr double first_backoff_ms = 2'000;
constexpr double longest_backoff_ms = 30'000;
constexpr double backoff_jitter = 0.25;
constexpr double longest_poll_retry_after_s = 300;

/// A page nobody sees asks at most this often.
constexpr double hidden_interval_ms = 60'000;

/// A new task may take this long to be found; a wrong id is given up after it.
constexpr double not_found_grace_ms = 90'000;
constexpr int fewest_not_found = 3;  // a clock that jumps must not end the grace by itself

/// This many unreadable answers in a row are no accident: the base URL is wrong.
constexpr int most_unreadable = 5;

enum class Patience : std::uint8_t { none, grace, a_few, until_the_deadline };

constexpr Patience patience_with(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::task_not_found:
      return Patience::grace;
    case ErrorKind::invalid_response:
      return Patience::a_few;
    case ErrorKind::rate_limit:
    case ErrorKind::maintenance:
    case ErrorKind::server:
    case ErrorKind::connection:
    case ErrorKind::timeout:
      return Patience::until_the_deadline;
    default:
      return Patience::none;
  }
}

bool is_definite(ErrorKind error, const PollState& state) {
  switch (patience_with(error)) {
    case Patience::none:
      return true;
    case Patience::grace:
      return state.failing_ms >= not_found_grace_ms && state.failures >= fewest_not_found;
    case Patience::a_few:
      return state.failures >= most_unreadable;
    case Patience::until_the_deadline:
      return false;
  }
  return true;
}

/// The task's age; a creation time in the future or none at all leaves the time waited.
double age_ms(const PollState& state) {
  const double waited = std::max(state.waited_ms, 0.0);
  if (!state.create_time) return waited;
  return std::max(static_cast<double>(state.now - *state.create_time), waited);
}

double healthy_delay_ms(double age_s) {
  const auto& first = paces.front();
  if (age_s < first.age_s) return (first.age_s - age_s) * 1000;
  const auto next = std::ranges::find_if(paces, [age_s](const Pace& pace) { return age_s < pace.age_s; });
  if (next == paces.end()) return paces.back().interval_s * 1000;
  const auto& before = *(next - 1);
  const double part = (age_s - before.age_s) / (next->age_s - before.age_s);
  return (before.interval_s + part * (next->interval_s - before.interval_s)) * 1000;
}

double delay_ms(const PollState& state) {
  if (state.error) {
    const double backoff =
        doubling(first_backoff_ms, longest_backoff_ms, state.failures) * (1 - backoff_jitter * state.random);
    return std::max(backoff, std::min(state.retry_after.value_or(0), longest_poll_retry_after_s) * 1000);
  }
  if (state.interval_ms) return *state.interval_ms;
  return healthy_delay_ms(age_ms(state) / 1000) * (1 + pace_jitter * state.random);
}

}  // namespace

std::optional<double> retry_delay(const RetryState& state) {
  if (!state.retryable || state.failures > state.max_retries) return {};
  const auto asked = state.retry_after;
  if (asked && *asked > longest_retry_after_s) return {};
  const double delay =
      asked ? *asked * 1000
            : doubling(first_retry_ms, longest_retry_ms, state.failures) * (1 - retry_jitter * state.random);
  if (delay >= state.remaining_ms) return {};
  return delay;
}

PollPlan next_poll(const PollState& state) {
  using enum PollPlan::Action;
  if (state.status && *state.status != Status::processing) return {done};
  if (state.error && is_definite(*state.error, state)) return {give_up};
  if (state.remaining_ms <= 0) return {time_out};
  if (!state.status && !state.error) return {look};
  const double delay = std::max(delay_ms(state), state.hidden ? hidden_interval_ms : 0);
  return {look, std::min(delay, state.remaining_ms)};
}

std::optional<double> read_retry_after(std::string_view value, EpochMs now) {
  const auto first = value.find_first_not_of(" \t");
  if (first == value.npos) return {};
  value = value.substr(first, value.find_last_not_of(" \t") - first + 1);
  if (value.size() <= most_digits && std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; })) {
    double seconds = 0;
    for (const char c : value) seconds = seconds * 10 + (c - '0');
    return seconds;
  }
  const auto date = time_from_http_date(value);
  if (!date) return {};
  return std::max(0.0, static_cast<double>(*date - now) / 1000);
}

}  // namespace aleph
