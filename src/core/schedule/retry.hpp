// Whether and when to ask again after a failure: of one call, and of a wait that goes on for minutes.
#pragma once

#include <optional>

#include "core/error.hpp"

namespace aleph {

/// A failed request, and what failed before it.
struct Failure {
  ErrorKind kind{};
  std::optional<double> retry_after{};  ///< seconds the server asked for
  int failures = 1;                     ///< in a row, this one included
  double random = 0;                    ///< in [0, 1), for the jitter
  bool idempotent = true;               ///< of the request: what was paid for once is never sent again
};

/// What one call still may do.
struct CallBudget {
  double max_retries = 2;   ///< further attempts the caller allows
  double remaining_ms = 0;  ///< what is left of the whole call's time; may be infinite
};

/// Whether a lookup may not know a task yet that its maker knows of.
/// @param age_ms since the caller itself made it
[[nodiscard]] constexpr bool may_be_too_new(double age_ms) { return age_ms < 60'000; }

/// 0.5 s doubling to 8 s, minus up to 25 % jitter; a `Retry-After` up to 60 s is kept exactly.
/// @return milliseconds until the next attempt, or nothing: give up and report the error. Nothing also when the server
///   asks for more than 60 s or the wait would outlive the call: then the caller knows best.
[[nodiscard]] std::optional<double> retry_delay(const Failure& failure, const CallBudget& budget);

/// 2 s doubling to 30 s, minus up to 25 % jitter; a longer `Retry-After` up to 300 s is kept. A wait puts up with
/// what passes by itself until its deadline, with a task that is not found while it may be new, and with a few
/// unreadable answers.
/// @param failing_ms since the first of the failures in a row
/// @return milliseconds until the next look, or nothing: the error is definite and ends the wait
[[nodiscard]] std::optional<double> backoff_delay(const Failure& failure, double failing_ms);

}  // namespace aleph
