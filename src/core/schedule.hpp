// When to ask again: pure functions of what happened so far.
#pragma once

#include <optional>
#include <string_view>

#include "time.hpp"

namespace aleph {

/// One call's failed attempts so far.
struct RetryState {
  bool retryable = false;                 ///< of the last attempt's error
  int failures = 1;                       ///< attempts that failed, the last one included
  int max_retries = 2;                    ///< further attempts the caller allows
  std::optional<double> retry_after{};     ///< seconds the server asked for, with the last failure
  double remaining_ms = 0;                ///< what is left of the whole call's time; may be infinite
  double random = 0;                      ///< in [0, 1), for the jitter
};

/// 0.5 s doubling to 8 s, minus up to 25 % jitter; a `Retry-After` up to 60 s is kept exactly.
/// @return milliseconds until the next attempt, or nothing: give up and report the last error. Nothing also when the
///   server asks for more than 60 s or the wait would outlive the call: then the caller knows best.
[[nodiscard]] std::optional<double> retry_delay(const RetryState& state);

/// The value of the header `Retry-After`: seconds, or an HTTP date compared with `now`.
/// @return seconds from now, never negative; nothing when it is neither
[[nodiscard]] std::optional<double> read_retry_after(std::string_view value, EpochMs now);

}  // namespace aleph
