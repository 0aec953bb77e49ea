// What JavaScript is told of a request that has settled: one JSON text, `Settlement` of web/client/module/module.js.
#pragma once

#include <optional>
#include <string>

#include "core/error.hpp"
#include "core/route.hpp"
#include "core/task.hpp"

namespace aleph {

/// The members of `task` are those that users get, in their order; times are epoch ms.
[[nodiscard]] std::string text_of(const Task& task, const RouteOutcome& route);

/// @param delay ms until the same may be asked again; nothing: never
[[nodiscard]] std::string text_of(const Error& error, std::optional<double> delay, const RouteOutcome& route);

}  // namespace aleph
