#include "core/wire/mend.hpp"

#include <algorithm>
#include <cstddef>

namespace aleph {
namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_hex(char c) { return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f'); }

enum class Half : char { none, high, low };

/// Which half of a surrogate pair the escape at the front of `text` is.
Half half_of(std::string_view text) {
  if (text.size() < 6 || !text.starts_with("\\u") || (text[2] | 0x20) != 'd') return Half::none;
  if (!std::ranges::all_of(text.substr(3, 3), is_hex) || text[3] < '8') return Half::none;
  return is_digit(text[3]) || (text[3] | 0x20) < 'c' ? Half::high : Half::low;
}

void overwrite(std::string& text, std::size_t at, std::string_view with) {
  std::ranges::copy(with, text.begin() + static_cast<std::ptrdiff_t>(at));
}

/// @return the length of the escape at `at`, which stands for one character then
std::size_t mend_escape(std::string& json, std::size_t at, std::string_view half_pair) {
  constexpr std::size_t length = 6;  // of \ud83d
  const auto text = std::string_view(json).substr(at);
  const auto half = half_of(text);
  if (half == Half::none) return 2;
  if (half == Half::high && half_of(text.substr(length)) == Half::low) return 2 * length;
  overwrite(json, at, half_pair);
  return length;
}

/// RFC 8259, 6. @return 0 when no number is at the front of `text`
std::size_t number_length(std::string_view text) {
  std::size_t at = 0;
  const auto accept = [&](std::string_view any_of) {
    const bool accepted = at < text.size() && any_of.contains(text[at]);
    if (accepted) ++at;
    return accepted;
  };
  const auto digits = [&] {
    const auto from = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    return at > from;
  };
  accept("-");
  if (!accept("0") && !digits()) return 0;
  auto end = at;
  if (accept(".") && digits()) end = at;
  at = end;
  if (accept("eE")) {
    accept("+-");
    if (digits()) end = at;
  }
  return end;
}

std::size_t mend_number(std::string& json, std::size_t at, bool (*overflows)(std::string_view)) {
  constexpr std::string_view nothing = "null";
  const auto number = std::string_view(json).substr(at, number_length(std::string_view(json).substr(at)));
  if (number.size() <= nothing.size() || !overflows(number)) return std::max<std::size_t>(number.size(), 1);
  const auto size = number.size();
  std::fill_n(json.begin() + static_cast<std::ptrdiff_t>(at), size, ' ');
  overwrite(json, at, nothing);
  return size;
}

}  // namespace

void mend(std::string& json, std::string_view half_pair, bool (*overflows)(std::string_view number)) {
  bool in_string = false;
  for (std::size_t at = 0; at < json.size();) {
    const char c = json[at];
    if (c == '"') in_string = !in_string;
    if (in_string && c == '\\') {
      at += mend_escape(json, at, half_pair);
    } else if (!in_string && (c == '-' || is_digit(c))) {
      at += mend_number(json, at, overflows);
    } else {
      ++at;
    }
  }
}

}  // namespace aleph
