// Blots a secret out of what a server sends back, so that no error, task or raw answer can carry it on.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace aleph {

/// Shorter keys are no real ones, and blotting them out would make nearly every text unreadable.
inline constexpr std::size_t shortest_secret = 8;

/// Overwrites with `*` whatever in `text` spells the key: as it is, JSON-escaped, percent-encoded, or up to four of
/// these around each other (JSON within JSON). The text keeps its length, and JSON stays JSON.
/// Takes time and memory linear in the text's size, whatever the key. Does nothing for a key shorter than
/// `shortest_secret`. Where no WebAssembly runs, web/shared/key-spellings.js finds the same.
/// @param key printable ASCII
void redact(std::string& text, std::string_view key);

}  // namespace aleph
