// What JavaScript is told of a request that has settled: one JSON text, `Settlement` of web/client/module/module.js.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/endpoint.hpp"
#include "core/error.hpp"
#include "core/route.hpp"
#include "json_writer.hpp"

namespace aleph {

/// A member `task`: those that users get, in their order; times are epoch ms.
/// @param route written in place of the task's own; nothing: `null`
void write_task(JsonWriter& out, const Task& task, std::optional<Route> route);

/// A task is `task`, any other reply `value`.
/// @param warning sentences for a log, empty for none
[[nodiscard]] std::string text_of(const Reply& reply, const RouteOutcome& route, std::string_view warning);

/// @param delay ms until the same may be asked again; nothing: never
[[nodiscard]] std::string text_of(const Error& error, bool retryable, std::optional<double> delay,
                                  const RouteOutcome& route, std::string_view warning);

}  // namespace aleph
