#include "json_writer.hpp"

#include <algorithm>
#include <array>

namespace aleph {
namespace {

extern "C" {
/// In call.js. Writes a number as JSON has it, with a zero behind it. @return bytes written
std::size_t aleph_number_text(double number, char* text, std::size_t room);
}

/// RFC 8259, 7: what may not stand in a string as it is.
constexpr bool is_escaped(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

void append_quoted(std::string& out, std::string_view text) {
  constexpr std::string_view hex = "0123456789abcdef";
  out += '"';
  for (auto at = text.begin(); at != text.end(); ++at) {
    // What needs no escape goes over in one piece.
    const auto plain = std::find_if(at, text.end(), is_escaped);
    out.append(at, plain);
    if (plain == text.end()) break;
    at = plain;
    const auto byte = static_cast<unsigned char>(*at);
    if (byte < 0x20) {
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

}  // namespace

void JsonWriter::member(std::string_view name, std::string_view text) {
  write(name, {});
  append_quoted(text_, text);
}

void JsonWriter::member(std::string_view name, const std::optional<std::string>& text) {
  text ? member(name, std::string_view(*text)) : json(name, {});
}

void JsonWriter::member(std::string_view name, std::optional<double> number) {
  std::array<char, 32> text;
  json(name, {text.data(), number ? aleph_number_text(*number, text.data(), text.size()) : 0});
}

void JsonWriter::open(std::string_view name) { write(name, "{"); }

void JsonWriter::write(std::string_view name, std::string_view json) {
  if (text_.back() != '{') text_ += ',';
  append_quoted(text_, name);
  text_ += ':';
  text_.append(json);
}

}  // namespace aleph
