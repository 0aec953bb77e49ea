// When a wait looks next and when it is over, for JavaScript: JSON in, JSON out.
#pragma once

#include <string>

namespace aleph {

/// @param state `LookState` of web/client/module/module.js: the members of a `PollState`
/// @return `Plan`: what to do, and in how many ms
[[nodiscard]] std::string plan_look(const std::string& state);

/// @param state `DeadlineState` of web/client/module/module.js
/// @return `Plan`
[[nodiscard]] std::string plan_deadline(const std::string& state);

}  // namespace aleph
