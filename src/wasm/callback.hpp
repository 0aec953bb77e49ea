// What a callback says, for JavaScript: JSON in, JSON out.
#pragma once

#include <string>

namespace aleph {

/// @param given `ToldCallback` of web/client/module/module.js
/// @return `CallbackReading`: what it says and the text that its signature is of, or complaints
[[nodiscard]] std::string read_told(const std::string& given);

}  // namespace aleph
