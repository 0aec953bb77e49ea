// What a callback says, for JavaScript: JSON in, JSON out.
#pragma once

#include <string>

namespace aleph {

/// @param callback `ReceivedCallback` of web/client/module/module.js
/// @return `CallbackReading`
[[nodiscard]] std::string read_callback_for_js(const std::string& callback);

}  // namespace aleph
