// What counts as no text at all, and as the same text.
#pragma once

#include <string_view>

namespace aleph {

/// The text (UTF-8) from its first character on that is no white space: Unicode's White_Space, and U+FEFF, which
/// JavaScript's trim() takes for it as well.
[[nodiscard]] std::string_view skip_blank(std::string_view text);

/// Whether a text is empty or white space alone.
[[nodiscard]] inline bool is_blank(std::string_view text) { return skip_blank(text).empty(); }

/// Whether a text is `lower`, its ASCII letters in either case.
[[nodiscard]] bool equals_ignoring_case(std::string_view text, std::string_view lower);

}  // namespace aleph
