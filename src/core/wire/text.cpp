#include "core/wire/text.hpp"

#include <algorithm>
#include <array>

namespace aleph {
namespace {

struct Range {
  unsigned first;
  unsigned last;
};

/// Unicode, PropList.txt, White_Space; and the byte order mark.
constexpr std::array white_space = std::to_array<Range>({
    {0x09, 0x0D},
    {0x20, 0x20},
    {0x85, 0x85},
    {0xA0, 0xA0},
    {0x1680, 0x1680},
    {0x2000, 0x200A},
    {0x2028, 0x2029},
    {0x202F, 0x202F},
    {0x205F, 0x205F},
    {0x3000, 0x3000},
    {0xFEFF, 0xFEFF},
});

/// Takes the first character off a UTF-8 text. One beyond U+FFFF, which is never white space, comes in pieces.
unsigned take_character(std::string_view& text) {
  const auto byte = [text](std::size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U; };
  const std::size_t length = byte(0) < 0xC0 ? 1 : byte(0) < 0xE0 ? 2 : 3;
  const unsigned character = length == 1   ? byte(0)
                             : length == 2 ? (byte(0) & 0x1FU) << 6U | (byte(1) & 0x3FU)
                                           : (byte(0) & 0xFU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
  text.remove_prefix(std::min(length, text.size()));
  return character;
}

}  // namespace

std::string_view skip_blank(std::string_view text) {
  while (!text.empty()) {
    auto rest = text;
    const auto character = take_character(rest);
    const auto holds = [character](Range range) { return range.first <= character && character <= range.last; };
    if (std::ranges::none_of(white_space, holds)) break;
    text = rest;
  }
  return text;
}

bool equals_ignoring_case(std::string_view text, std::string_view lower) {
  return std::ranges::equal(text, lower, {},
                            [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
}

}  // namespace aleph
