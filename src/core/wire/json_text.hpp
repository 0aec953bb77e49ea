// Writes JSON, piece by piece, for requests and for what JavaScript is told.
#pragma once

#include <string>
#include <string_view>

#include "core/wire/json.hpp"

namespace aleph {

/// Appends a text (UTF-8) as a JSON string.
void append_quoted(std::string& out, std::string_view text);

/// Appends a whole number, at most 1e15 either way.
/// @return false for any other: nothing is appended
bool append_whole(std::string& out, double value);

/// Appends a member to an object that has been opened and not closed.
/// @param value a text, a whole number or a truth
void append_member(std::string& object, std::string_view name, const Scalar& value);

}  // namespace aleph
