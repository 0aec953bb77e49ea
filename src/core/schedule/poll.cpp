#include "core/schedule/poll.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace aleph {
namespace {

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

/// A page nobody sees asks at most this often.
constexpr double hidden_interval_ms = 60'000;

/// What is told may get lost. As often as this a task is looked at all the same; `tests/bench/push.js` measures it.
constexpr double told_interval_ms = 60'000;

/// How long the look after a sleep may take.
constexpr double last_look_ms = 30'000;

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
  if (state.backoff_ms) return *state.backoff_ms;
  if (state.interval_ms) return *state.interval_ms;
  const double healthy = state.told ? told_interval_ms : healthy_delay_ms(age_ms(state) / 1000);
  return healthy * (1 + pace_jitter * state.random);
}

}  // namespace

PollPlan next_poll(const PollState& state) {
  using enum PollPlan::Action;
  using enum PollState::Seen;
  if (state.seen == final) return {done};
  if (state.seen == failure && !state.backoff_ms) return {give_up};
  if (state.remaining_ms <= 0) return {time_out};
  if (state.seen == nothing) return {look};
  const double delay = std::max(delay_ms(state), state.hidden ? hidden_interval_ms : 0);
  return {look, std::min(delay, state.remaining_ms)};
}

PollPlan at_deadline(const DeadlineState& state) {
  if (state.slept && !state.looked_after) return {PollPlan::Action::look, last_look_ms};
  return {PollPlan::Action::time_out};
}

}  // namespace aleph
