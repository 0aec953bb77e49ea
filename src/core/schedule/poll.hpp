// When a wait looks next, and when it is over: pure functions of what happened so far.
#pragma once

#include <cstdint>
#include <optional>

#include "core/wire/time.hpp"

namespace aleph {

/// What is known of one followed task after a look at it. Times may be wrong in any way a computer's clock can be; they
/// are only used after being bounded.
struct PollState {
  /// What the last look saw.
  enum class Seen : std::uint8_t {
    nothing,     ///< there was no look yet
    processing,  ///< the task, which goes on
    final,       ///< the task, which does not change any more
    failure,     ///< an error
  };
  Seen seen{};
  std::optional<double> backoff_ms{};  ///< `backoff_delay` of a failure; nothing: it is definite
  EpochMs now{};
  std::optional<EpochMs> create_time{};  ///< the task's, when known
  double waited_ms{};                    ///< since the wait began; the task's age when `create_time` is of no use
  double remaining_ms{};                 ///< until the wait's deadline; may be infinite
  bool hidden{};                         ///< nobody is looking at the page
  bool told{};                           ///< the task's end will be told; a look only makes sure
  std::optional<double> interval_ms{};   ///< the caller's fixed interval instead of the schedule
  double random{};                       ///< in [0, 1), for the jitter
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
  double delay_ms{};
};

/// A healthy task is asked for as often as it is likely to finish: the interval follows the inverse square root of the
/// hazard of the usual durations (2.5 % under 2 minutes, 2.5 % over 15), which gives the least mean delay for a number
/// of requests. A failed look backs off by itself and is forgotten after the next good one. `tests/bench/schedule.js`
/// measures it.
[[nodiscard]] PollPlan next_poll(const PollState& state);

/// A wait whose time is over by its own timer.
struct DeadlineState {
  bool slept{};         ///< the timer fired much too late: the machine was asleep meanwhile
  bool looked_after{};  ///< the look that is due after sleep has had its time
};

/// A machine that slept past the deadline looks once more, since the task may long be done; `delay_ms` is how long that
/// may take. Otherwise the wait times out.
[[nodiscard]] PollPlan at_deadline(const DeadlineState& state);

}  // namespace aleph
