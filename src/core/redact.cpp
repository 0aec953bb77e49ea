#include "redact.hpp"

#include <algorithm>
#include <cstddef>

namespace aleph {
namespace {

/// Shorter keys are no real ones, and blotting them out would make a text unreadable.
constexpr std::size_t shortest_secret = 8;

/// Whether `text` starts with `u00XX`, the JSON escape of the ASCII character `c` without its backslash.
bool starts_with_escape(std::string_view text, char c) {
  constexpr std::string_view hex = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  return text.size() >= 5 && text.starts_with("u00") && (text[3] | 0x20) == hex[byte >> 4U] &&
         (text[4] | 0x20) == hex[byte & 15U];
}

/// Where the backslashes end that start at `at`, those written as `\\u005c` included; `at` itself when there are none.
std::size_t after_backslashes(std::string_view text, std::size_t at) {
  for (;;) {
    const auto end = std::min(text.find_first_not_of('\\', at), text.size());
    if (end == at || !starts_with_escape(text.substr(end), '\\')) return end;
    at = end + 5;
  }
}

/// How many bytes at the front of `text` spell `key`; 0 when they do not. In JSON any character may be escaped, and in
/// JSON within JSON, such as `paramJson`, by several backslashes: they are skipped, those of the key as well.
std::size_t spelled_length(std::string_view text, std::string_view key) {
  std::size_t at = 0;
  for (const char c : key) {
    if (c == '\\') continue;
    const auto next = after_backslashes(text, at);
    if (next > at && starts_with_escape(text.substr(next), c)) {
      at = next + 5;
    } else if (next < text.size() && text[next] == c) {
      at = next + 1;
    } else {
      return 0;
    }
  }
  return at;
}

}  // namespace

void redact(std::string& text, std::string_view key) {
  if (key.size() < shortest_secret) return;
  const auto first = key.find_first_not_of('\\');
  if (first == key.npos) return;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != key[first] && text[at] != '\\') {
      ++at;
      continue;
    }
    const auto length = spelled_length(std::string_view(text).substr(at), key);
    std::fill_n(text.begin() + static_cast<std::ptrdiff_t>(at), length, '*');
    // From within a run of backslashes nothing else would be found than from its start.
    at = length > 0 ? at + length : std::max(at + 1, after_backslashes(text, at));
  }
}

}  // namespace aleph
