// What JSON.parse reads and nlohmann/json refuses, rewritten so that both read it. A paid task must not be lost because
// somebody cut an emoji in two.
#pragma once

#include <string>
#include <string_view>

namespace aleph {

/// Rewrites in place, keeping the length: half a surrogate pair (`"\ud83d"`) becomes another escape, a number that no
/// double holds (`1e999`) becomes `null`. What is no JSON without this is none with it.
/// @param half_pair the escape, six bytes: `\ufffd`
/// @param overflows whether a number, written as JSON has it, is too large for a double
void mend(std::string& json, std::string_view half_pair, bool (*overflows)(std::string_view number));

}  // namespace aleph
