// When to ask again, as numbers and texts JavaScript can pass; NaN for none.
#pragma once

#include <string>

namespace aleph {

/// The members of a `RetryState`. @return ms, negative: give up
[[nodiscard]] double plan_retry(bool retryable, int failures, double max_retries, double retry_after,
                                double remaining_ms, double random);

/// The members of a `PollState`; status and error kind by their names, empty for none.
/// @return ms until the next look, or -1: done, -2: give up, -3: the deadline has come
[[nodiscard]] double plan_next_poll(const std::string& status, const std::string& error_kind, double retry_after,
                                    int failures, double failing_ms, double now, double create_time, double waited_ms,
                                    double remaining_ms, bool hidden, double interval_ms, double random);

}  // namespace aleph
