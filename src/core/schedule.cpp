#include "schedule.hpp"

#include <algorithm>

namespace aleph {
namespace {

/// design.md, `maxRetries`.
constexpr double first_retry_ms = 500;
constexpr double longest_retry_ms = 8'000;
constexpr double retry_jitter = 0.25;
constexpr double longest_retry_after_s = 60;

/// More digits than any sensible wait has; longer ones are no number to us.
constexpr std::size_t most_digits = 9;

double backoff_ms(int failures) {
  double delay = first_retry_ms;
  for (int i = 1; i < failures && delay < longest_retry_ms; ++i) delay *= 2;
  return std::min(delay, longest_retry_ms);
}

}  // namespace

std::optional<double> retry_delay(const RetryState& state) {
  if (!state.retryable || state.failures > state.max_retries) return {};
  const auto asked = state.retry_after;
  if (asked && *asked > longest_retry_after_s) return {};
  const double delay = asked ? *asked * 1000 : backoff_ms(state.failures) * (1 - retry_jitter * state.random);
  if (delay >= state.remaining_ms) return {};
  return delay;
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
