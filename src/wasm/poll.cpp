#include "poll.hpp"

#include <cstddef>

#include "core/schedule.hpp"

namespace aleph {
namespace {

/// A Date's value as the core's time; what is no time at all is none.
std::optional<EpochMs> as_time(std::optional<double> ms) {
  if (!ms || !(*ms > 0) || *ms > static_cast<double>(max_epoch_ms)) return {};
  return static_cast<EpochMs>(*ms);
}

}  // namespace

WirePollPlan plan_next_poll(const WirePollState& wire) {
  constexpr const char* actions[] = {"look", "done", "give-up", "time-out"};
  const auto plan = next_poll({
      .status = status_from_name(wire.status),
      .error = kind_from_name(wire.error_kind),
      .retry_after = wire.retry_after,
      .failures = wire.failures,
      .failing_ms = wire.failing_ms,
      .now = as_time(wire.now).value_or(0),
      .create_time = as_time(wire.create_time),
      .waited_ms = wire.waited_ms,
      .remaining_ms = wire.remaining_ms,
      .hidden = wire.hidden,
      .interval_ms = wire.interval_ms,
      .random = wire.random,
  });
  return {.action = actions[static_cast<std::size_t>(plan.action)], .delay_ms = plan.delay_ms};
}

}  // namespace aleph
