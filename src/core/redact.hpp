// Keeps a key out of whatever a server sends back.
#pragma once

#include <string>
#include <string_view>

namespace aleph {

/// Blots out every spelling of `key` with as many `*`, so that no error, task or raw answer can carry it on.
/// A key shorter than 8 bytes is no real one and is left.
void redact(std::string& text, std::string_view key);

}  // namespace aleph
