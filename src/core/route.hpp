// Which of the service's lookups to ask for a task. Nothing shows that one finds the other's tasks (docs/contract.md,
// "Which route has the task").
#pragma once

#include <optional>

#include "core/error.hpp"
#include "core/task.hpp"

namespace aleph {

/// What looks have shown so far of where one task is kept.
struct RouteMemory {
  std::optional<Route> known{};   ///< the route that knew the task, or was told to have it
  std::optional<Route> missed{};  ///< the route that did not know it when it was last asked
};

/// One request of a look.
struct RouteRequest {
  std::optional<Route> wanted{};  ///< the caller's; nothing: whichever has the task
  RouteMemory memory{};
  bool is_second{};  ///< the other route has just been asked, in the same look
};

/// The route to ask: the caller's, else the one that knew the task, else `aleph`; never first the one that missed it.
[[nodiscard]] Route route_of(const RouteRequest& request);

/// What a look knows after an answer.
struct RouteOutcome {
  RouteMemory memory{};
  bool ask_other = false;  ///< the look is not over: the other route has to be asked
};

/// Only "no such task" leads to the other route, and only once a look: polling never doubles.
/// @param failure of the answer; nothing: it is the task
[[nodiscard]] RouteOutcome after_answer(const RouteRequest& request, std::optional<ErrorKind> failure);

}  // namespace aleph
