// What JavaScript is told of a request that has settled: one JSON text, `Settlement` of web/client/module/module.js.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/endpoint.hpp"
#include "core/error.hpp"
#include "core/route.hpp"

namespace aleph {

/// The members of `task` are those that users get, in their order; times are epoch ms. Any other reply is `value`.
/// @param warnings sentences, for a log
[[nodiscard]] std::string text_of(const Reply& reply, const RouteOutcome& route, const std::vector<std::string>& warnings);

/// @param delay ms until the same may be asked again; nothing: never
[[nodiscard]] std::string text_of(const Error& error, bool retryable, std::optional<double> delay,
                                  const RouteOutcome& route, const std::vector<std::string>& warnings);

}  // namespace aleph
