#include "core/wire/json_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace aleph {
namespace {

/// RFC 8259, 7: what may not stand in a string as it is.
constexpr bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20; }
constexpr bool is_escaped(char c) { return is_control(c) || c == '"' || c == '\\'; }

}  // namespace

void append_quoted(std::string& out, std::string_view text) {
  constexpr std::string_view hex = "0123456789abcdef";
  out += '"';
  for (auto at = text.begin(); at != text.end(); ++at) {
    // What needs no escape goes over in one piece.
    const auto plain = std::find_if(at, text.end(), is_escaped);
    out.append(at, plain);
    if (plain == text.end()) break;
    at = plain;
    if (is_control(*at)) {
      const auto byte = static_cast<unsigned char>(*at);
      out.append("\\u00");
      out += hex[byte >> 4U];
      out += hex[byte & 15U];
    } else {
      out += '\\';
      out += *at;
    }
  }
  out += '"';
}

bool append_whole(std::string& out, double value) {
  constexpr double largest = 1e15;
  if (!(std::abs(value) <= largest) || std::trunc(value) != value) return false;
  std::array<char, 17> digits;
  auto first = digits.end();
  auto rest = static_cast<std::uint64_t>(std::abs(value));
  do {
    *--first = static_cast<char>('0' + rest % 10);
    rest /= 10;
  } while (rest > 0);
  if (value < 0) *--first = '-';
  out.append(std::string_view(first, digits.end()));
  return true;
}

void append_member(std::string& object, std::string_view name, const Scalar& value) {
  if (object.back() != '{') object += ',';
  append_quoted(object, name);
  object += ':';
  if (value.type == Scalar::Type::string) append_quoted(object, value.text);
  if (value.type == Scalar::Type::number) append_whole(object, value.number);
  if (value.type == Scalar::Type::boolean) object.append(value.number != 0 ? "true" : "false");
}

}  // namespace aleph
