// Any state of a call and of a wait: every delay is within its bounds, and what is over is over.
#include <algorithm>
#include <cmath>

#include "core/schedule/poll.hpp"
#include "core/schedule/retry.hpp"
#include "input.hpp"
#include "invariants.hpp"

using namespace aleph;
using namespace aleph::fuzz;

namespace {

bool is_within(double value, double least, double most) { return value >= least && value <= most; }

Failure failure_of(Input& input) {
  constexpr std::size_t kinds = static_cast<std::size_t>(ErrorKind::unknown_outcome) + 1;
  Failure failure{.kind = static_cast<ErrorKind>(input.one_of(kinds))};
  failure.idempotent = input.truth();
  const bool has_retry_after = input.truth();
  const auto seconds = std::abs(input.real());
  if (has_retry_after && std::isfinite(seconds)) failure.retry_after = seconds;
  failure.failures = std::max(1, static_cast<int>(input.number<std::uint32_t>() >> 1U));
  failure.random = input.fraction();
  return failure;
}

void check_retry(const Failure& failure, const CallBudget& budget) {
  const auto delay = retry_delay(failure, budget);
  if (!delay) return;
  require(may_repeat(info(failure.kind), failure.idempotent), "only what may be repeated is");
  require(failure.failures <= budget.max_retries, "no more often than allowed");
  require(*delay < budget.remaining_ms, "no later than the call's end");
  require(is_within(*delay, failure.retry_after ? 0 : 375, 60'000), "a call's delay is within its bounds");
  require(!failure.retry_after || *delay == *failure.retry_after * 1000, "Retry-After is kept");
}

std::optional<double> check_backoff(const Failure& failure, double failing_ms) {
  const auto delay = backoff_delay(failure, failing_ms);
  if (!delay) return {};
  require(is_within(*delay, 1'500, 300'000), "a wait's delay is within its bounds");
  require(info(failure.kind).again != Again::never || failure.kind == ErrorKind::task_not_found ||
              failure.kind == ErrorKind::invalid_response,
          "a wait goes on after what passes by itself");
  return delay;
}

void check_poll(const PollState& state) {
  using enum PollPlan::Action;
  using enum PollState::Seen;
  const auto plan = next_poll(state);
  require((plan.action == done) == (state.seen == final), "a final task is done, no other");
  require((plan.action == give_up) == (state.seen == failure && !state.backoff_ms), "a definite error ends it");
  if (plan.action == done || plan.action == give_up) return;
  require((plan.action == time_out) == (state.remaining_ms <= 0), "the deadline ends it");
  const double most = std::max({66'000.0, state.backoff_ms.value_or(0), state.interval_ms.value_or(0)});
  require(is_within(plan.delay_ms, 0, most), "a look's delay is within its bounds");
  require(plan.action == time_out || plan.delay_ms <= state.remaining_ms, "no look is behind the deadline");
}

/// Any time of a Date from 1970 on.
EpochMs time_of(Input& input) { return static_cast<EpochMs>(input.number<std::uint64_t>() % max_epoch_ms); }

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Input input(data, size);
  const auto failure = failure_of(input);
  check_retry(failure, {.max_retries = input.real(), .remaining_ms = input.real()});
  PollState state{.backoff_ms = check_backoff(failure, input.real())};
  state.seen = static_cast<PollState::Seen>(input.one_of(4));
  state.now = time_of(input);
  if (input.truth()) state.create_time = time_of(input);
  state.hidden = input.truth();
  state.told = input.truth();
  state.waited_ms = input.real();
  state.remaining_ms = input.real();
  if (input.truth()) state.interval_ms = std::abs(input.real());
  state.random = failure.random;
  check_poll(state);
  return 0;
}
