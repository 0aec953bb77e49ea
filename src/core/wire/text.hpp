// What counts as no text at all.
#pragma once

#include <string_view>

namespace aleph {

/// Whether `text` (UTF-8) is empty or white space alone: Unicode's White_Space, and U+FEFF, which JavaScript's trim()
/// takes for it as well.
[[nodiscard]] bool is_blank(std::string_view text);

}  // namespace aleph
