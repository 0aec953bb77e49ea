#include "core/wire/redact.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <optional>
#include <string_view>
#include <vector>

#include "core/http/secret.hpp"

namespace aleph {
namespace {

/// JSON within JSON within JSON, and one more way of writing it around that.
constexpr int most_decodings = 4;

/// How many bytes at the front of a text spell one byte, and which.
struct Spelling {
  std::size_t length;
  char byte;
};

/// The ASCII character that two hexadecimal digits name.
std::optional<char> ascii_of(std::string_view digits) {
  int value = 0;
  for (const char c : digits) {
    const int letter = c | 0x20;
    if (c >= '0' && c <= '9') {
      value = value * 16 + (c - '0');
    } else if (letter >= 'a' && letter <= 'f') {
      value = value * 16 + (letter - 'a' + 10);
    } else {
      return {};
    }
  }
  return digits.size() == 2 && value < 0x80 ? std::optional(static_cast<char>(value)) : std::nullopt;
}

/// `\u0073` and `\/`. The letters of `\n` and the like stay: no key has what they mean.
Spelling json_spelling(std::string_view text) {
  if (text[0] != '\\' || text.size() == 1) return {1, text[0]};
  const auto escaped = text.substr(1).starts_with("u00") ? ascii_of(text.substr(4, 2)) : std::nullopt;
  return escaped ? Spelling{6, *escaped} : Spelling{2, text[1]};
}

Spelling percent_spelling(std::string_view text) {
  const auto encoded = text[0] == '%' ? ascii_of(text.substr(1, 2)) : std::nullopt;
  return encoded ? Spelling{3, *encoded} : Spelling{1, text[0]};
}

struct Decoder {
  char mark;  ///< every other byte spells itself
  Spelling (*spelling)(std::string_view);
};
constexpr auto decoders = std::to_array<Decoder>({{'\\', json_spelling}, {'%', percent_spelling}});

/// What a text says after some decodings, and where in it each byte of that is spelled; the last place is its end.
struct Reading {
  std::string text;
  std::vector<std::uint32_t> places;

  /// The text as it is.
  explicit Reading(std::string_view as_it_is) : text(as_it_is), places(as_it_is.size() + 1) {
    std::iota(places.begin(), places.end(), 0U);
  }

  /// Another reading, decoded once more.
  Reading(const Reading& before, const Decoder& decoder)
      : text(before.text.size(), '\0'), places(before.places.size()) {
    std::size_t size = 0;
    for (std::size_t at = 0; at < before.text.size(); ++size) {
      const auto [length, byte] = decoder.spelling(std::string_view(before.text).substr(at));
      text[size] = byte;
      places[size] = before.places[at];
      at += length;
    }
    text.resize(size);
    places[size] = before.places[before.text.size()];
  }

  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;
  ~Reading() { wipe(text.data(), text.size()); }
};

/// A key to be found: Knuth, Morris and Pratt's automaton. Its states are how many bytes of the key were just read.
class Pattern {
 public:
  explicit Pattern(std::string_view key) : key_(key), borders_(key.size()) {
    for (std::size_t at = 1; at < key.size(); ++at) borders_[at] = next(borders_[at - 1], key[at]);
  }

  /// @return the state after one more byte; `key.size()` where the key ends
  [[nodiscard]] std::size_t next(std::size_t state, char byte) const {
    if (state == key_.size()) state = borders_.back();
    while (state > 0 && key_[state] != byte) state = borders_[state - 1];
    return key_[state] == byte ? state + 1 : 0;
  }

  [[nodiscard]] bool is_in(std::string_view text) const {
    std::size_t state = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (state == 0) at = std::min(text.find(key_.front(), at), text.size() - 1);
      state = next(state, text[at]);
      if (state == key_.size()) return true;
    }
    return false;
  }

 private:
  std::string_view key_;
  std::vector<std::size_t> borders_;  ///< for each front part of the key, how much of its end is also its beginning
};

/// What a text says, decoded once; a text without a mark in it is not.
std::optional<std::string> decoded_once(std::string_view text, const Decoder& decoder) {
  std::size_t mark = text.find(decoder.mark);
  if (mark == std::string_view::npos) return {};
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t at = 0;; mark = text.find(decoder.mark, at)) {
    decoded.append(text.substr(at, mark - at));
    if (mark == std::string_view::npos) break;
    const auto [length, byte] = decoder.spelling(text.substr(mark));
    decoded += byte;
    at = mark + length;
  }
  return decoded;
}

/// Whether there is anything to blot: in nearly every answer there is not, and to know it takes much less than to know
/// where.
bool is_spelled(std::string_view text, const Pattern& pattern, int decodings) {
  if (pattern.is_in(text)) return true;
  return decodings > 0 && std::ranges::any_of(decoders, [&](const Decoder& decoder) {
           auto decoded = decoded_once(text, decoder);
           const bool is_shorter = decoded && decoded->size() < text.size();
           const bool is_found = is_shorter && is_spelled(*decoded, pattern, decodings - 1);
           if (is_found) wipe(decoded->data(), decoded->size());
           return is_found;
         });
}

void blot(std::string& text, const Reading& reading, std::string_view key, const Pattern& pattern, int decodings) {
  std::size_t state = 0;
  std::size_t blotted = 0;  // where keys lie in each other, no byte is written twice
  for (std::size_t at = 0; at < reading.text.size(); ++at) {
    state = pattern.next(state, reading.text[at]);
    if (state < key.size()) continue;
    const std::size_t end = reading.places[at + 1];
    const std::size_t begin = std::max<std::size_t>(reading.places[at + 1 - key.size()], blotted);
    std::fill_n(text.begin() + static_cast<std::ptrdiff_t>(begin), end - begin, '*');
    blotted = end;
  }
  if (decodings == 0) return;
  for (const auto& decoder : decoders) {
    const Reading decoded(reading, decoder);
    if (decoded.text.size() < reading.text.size()) blot(text, decoded, key, pattern, decodings - 1);
  }
}

}  // namespace

void redact(std::string& text, std::string_view key) {
  if (key.size() < shortest_secret) return;
  const Pattern pattern(key);
  if (is_spelled(text, pattern, most_decodings)) blot(text, Reading(text), key, pattern, most_decodings);
}

}  // namespace aleph
