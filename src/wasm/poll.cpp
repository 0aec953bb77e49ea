#include "poll.hpp"

#include "core/schedule/schedule.hpp"

namespace aleph {
namespace {

std::optional<double> if_number(double value) { return value == value ? std::optional(value) : std::nullopt; }

/// A Date's value as the core's time; what is no time at all is none.
std::optional<EpochMs> as_time(double ms) {
  if (!(ms > 0) || ms > static_cast<double>(max_epoch_ms)) return {};
  return static_cast<EpochMs>(ms);
}

}  // namespace

double plan_retry(bool retryable, int failures, double max_retries, double retry_after, double remaining_ms,
                  double random) {
  return retry_delay({.retryable = retryable,
                      .failures = failures,
                      .max_retries = max_retries,
                      .retry_after = if_number(retry_after),
                      .remaining_ms = remaining_ms,
                      .random = random})
      .value_or(-1);
}

double plan_next_poll(const std::string& status, const std::string& error_kind, double retry_after, int failures,
                      double failing_ms, double now, double create_time, double waited_ms, double remaining_ms,
                      bool hidden, double interval_ms, double random) {
  const auto plan = next_poll({.status = status_from_name(status),
                               .error = kind_from_name(error_kind),
                               .retry_after = if_number(retry_after),
                               .failures = failures,
                               .failing_ms = failing_ms,
                               .now = as_time(now).value_or(0),
                               .create_time = as_time(create_time),
                               .waited_ms = waited_ms,
                               .remaining_ms = remaining_ms,
                               .hidden = hidden,
                               .interval_ms = if_number(interval_ms),
                               .random = random});
  return plan.action == PollPlan::Action::look ? plan.delay_ms : -static_cast<double>(plan.action);
}

}  // namespace aleph
