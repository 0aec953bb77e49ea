#include "core/schedule/retry.hpp"

#include <algorithm>
#include <cstdint>

namespace aleph {
namespace {

/// A delay that doubles with each further failure.
struct Backoff {
  double first_ms;
  double longest_ms;
  double longest_retry_after_s;

  /// Minus up to a quarter, so that many clients do not come back together.
  [[nodiscard]] double after(const Failure& failure) const {
    constexpr double jitter = 0.25;
    double delay = first_ms;
    for (int i = 1; i < failure.failures && delay < longest_ms; ++i) delay *= 2;
    return std::min(delay, longest_ms) * (1 - jitter * failure.random);
  }
};

/// docs/contract.md, "Guidance and limits".
constexpr Backoff of_call{.first_ms = 500, .longest_ms = 8'000, .longest_retry_after_s = 60};
constexpr Backoff of_wait{.first_ms = 2'000, .longest_ms = 30'000, .longest_retry_after_s = 300};

/// A new task may take this long to be found; a wrong id is given up after it.
constexpr double not_found_grace_ms = 90'000;
constexpr int fewest_not_found = 3;  // a clock that jumps must not end the grace by itself

/// This many unreadable answers in a row are no accident: the base URL is wrong.
constexpr int most_unreadable = 5;

bool is_definite(const Failure& failure, double failing_ms) {
  switch (failure.kind) {
    case ErrorKind::task_not_found:
      return failing_ms >= not_found_grace_ms && failure.failures >= fewest_not_found;
    case ErrorKind::invalid_response:
      return failure.failures >= most_unreadable;
    default:
      return !may_repeat(info(failure.kind), failure.idempotent);
  }
}

}  // namespace

std::optional<double> retry_delay(const Failure& failure, const CallBudget& budget) {
  const auto asked = failure.retry_after;
  if (!may_repeat(info(failure.kind), failure.idempotent) || failure.failures > budget.max_retries) return {};
  if (asked && *asked > of_call.longest_retry_after_s) return {};
  const double delay = asked ? *asked * 1000 : of_call.after(failure);
  return delay < budget.remaining_ms ? std::optional(delay) : std::nullopt;
}

std::optional<double> backoff_delay(const Failure& failure, double failing_ms) {
  if (is_definite(failure, failing_ms)) return {};
  const double asked_s = std::min(failure.retry_after.value_or(0), of_wait.longest_retry_after_s);
  return std::max(of_wait.after(failure), asked_s * 1000);
}

}  // namespace aleph
