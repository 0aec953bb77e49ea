// When to ask again: pure functions of what happened so far.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/error.hpp"
#include "core/task.hpp"
#include "core/wire/time.hpp"

namespace aleph {

/// One call's failed attempts so far.
struct RetryState {
  bool retryable = false;               ///< of the last attempt's error
  int failures = 1;                     ///< attempts that failed, the last one included
  double max_retries = 2;               ///< further attempts the caller allows
  std::optional<double> retry_after{};  ///< seconds the server asked for, with the last failure
  double remaining_ms = 0;              ///< what is left of the whole call's time; may be infinite
  double random = 0;                    ///< in [0, 1), for the jitter
};

/// 0.5 s doubling to 8 s, minus up to 25 % jitter; a `Retry-After` up to 60 s is kept exactly.
/// @return milliseconds until the next attempt, or nothing: give up and report the last error. Nothing also when the
///   server asks for more than 60 s or the wait would outlive the call: then the caller knows best.
[[nodiscard]] std::optional<double> retry_delay(const RetryState& state);

/// What is known of one followed task after a look at it. Exactly one of `status` and `error` is set, none before the
/// first look. Times may be wrong in any way a computer's clock can be; they are only used after being bounded.
struct PollState {
  std::optional<Status> status{};       ///< what the last look saw
  std::optional<ErrorKind> error{};     ///< or why it saw nothing
  std::optional<double> retry_after{};  ///< seconds the server asked for, with the last error
  int failures = 0;                     ///< looks that failed in a row, the last one included
  double failing_ms = 0;                ///< since the first of them
  EpochMs now = 0;
  std::optional<EpochMs> create_time{};  ///< the task's, when known
  double waited_ms = 0;                  ///< since the wait began; the task's age when `create_time` is of no use
  double remaining_ms = 0;               ///< until the wait's deadline; may be infinite
  bool hidden = false;                   ///< nobody is looking at the page
  std::optional<double> interval_ms{};   ///< the caller's fixed interval instead of the schedule
  double random = 0;                     ///< in [0, 1), for the jitter
};

/// What to do next.
struct PollPlan {
  enum class Action : std::uint8_t {
    look,      ///< ask again in `delay_ms`
    done,      ///< the task is final
    give_up,   ///< the last error ends the wait
    time_out,  ///< the deadline has come
  };
  Action action{};
  double delay_ms = 0;
};

/// A healthy task is asked for as often as it is likely to finish: the interval follows the inverse square root of the
/// hazard of the usual durations (2.5 % under 2 minutes, 2.5 % over 15), which gives the least mean delay for a number
/// of requests. A failed look backs off by itself and is forgotten after the next good one. `tests/bench/schedule.js`
/// measures it.
[[nodiscard]] PollPlan next_poll(const PollState& state);

/// The value of the header `Retry-After`: seconds, or an HTTP date compared with `now`.
/// @return seconds from now, never negative; nothing when it is neither
[[nodiscard]] std::optional<double> read_retry_after(std::string_view value, EpochMs now);

}  // namespace aleph
