// What JavaScript is told of a request that has settled: one JSON text, `Settlement` of web/client/module/module.js.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/endpoint.hpp"
#include "core/error.hpp"
#include "core/route.hpp"

namespace aleph {

/// The members of `task` are those that users get, in their order; times are epoch ms. Any other reply is `value`.
/// @param warning sentences for a log, empty for none
[[nodiscard]] std::string text_of(const Reply& reply, const RouteOutcome& route, std::string_view warning);

/// @param delay ms until the same may be asked again; nothing: never
[[nodiscard]] std::string text_of(const Error& error, bool retryable, std::optional<double> delay,
                                  const RouteOutcome& route, std::string_view warning);

}  // namespace aleph
