#include "json_writer.hpp"

#include <array>

#include "core/wire/json_text.hpp"

namespace aleph {
namespace {

extern "C" {
/// In call.js. Writes a number as JSON has it, with a zero behind it. @return bytes written
std::size_t aleph_number_text(double number, char* text, std::size_t room);
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
  write(name, number ? "" : "null");
  // Nearly every number is whole, and then JavaScript need not be asked.
  if (!number || append_whole(text_, *number)) return;
  std::array<char, 32> text;
  text_.append(text.data(), aleph_number_text(*number, text.data(), text.size()));
}

void JsonWriter::open(std::string_view name) { write(name, "{"); }

void JsonWriter::write(std::string_view name, std::string_view json) {
  if (text_.back() != '{') text_ += ',';
  append_quoted(text_, name);
  text_ += ':';
  text_.append(json);
}

}  // namespace aleph
