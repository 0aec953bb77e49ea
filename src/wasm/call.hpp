// One request to the service for JavaScript: arguments → request → fetch → answer, JSON in and JSON out.
#pragma once

#include <string>

#include "fetch.hpp"

namespace aleph {

/// Asks one of the service's endpoints. JavaScript's `settled` gets the answer as JSON, `Settlement` of
/// web/client/module/module.js, and the body as it came when `raw` asks for it; for a request that cannot be sent,
/// before this returns.
/// @param arguments `ServiceRequest` of web/client/module/module.js
/// @param input what its endpoint alone asks for, by the names of its table
/// @return a number for `abort_fetch`; 0 when nothing was sent
[[nodiscard]] FetchId start_request(const std::string& arguments, const std::string& input);

}  // namespace aleph
