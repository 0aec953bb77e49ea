#include "core/route.hpp"

namespace aleph {
namespace {

constexpr Route other_than(Route route) { return route == Route::aleph ? Route::jobs : Route::aleph; }

}  // namespace

Route route_of(const RouteRequest& request) {
  const auto& [known, missed] = request.memory;
  if (request.wanted) return *request.wanted;
  if (missed) return other_than(*missed);
  return known.value_or(Route::aleph);
}

RouteOutcome after_answer(const RouteRequest& request, std::optional<ErrorKind> failure) {
  const Route asked = route_of(request);
  if (!failure) return {.memory{.known = asked}};
  if (failure != ErrorKind::task_not_found || request.wanted) return {.memory = request.memory};
  // Neither knows it: the next look begins anew.
  if (request.is_second) return {};
  return {.memory{.known = request.memory.known, .missed = asked}, .ask_other = true};
}

}  // namespace aleph
