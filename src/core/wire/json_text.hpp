// Writes JSON, piece by piece, for requests and for what JavaScript is told.
#pragma once

#include <string>
#include <string_view>

namespace aleph {

/// Appends a text (UTF-8) as a JSON string.
void append_quoted(std::string& out, std::string_view text);

/// Appends a whole number, at most 1e15 either way.
/// @return false for any other: nothing is appended
bool append_whole(std::string& out, double value);

}  // namespace aleph
