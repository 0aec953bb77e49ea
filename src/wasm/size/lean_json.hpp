// nlohmann/json without the texts of its errors, which nobody reads, and with the engine's own reader of decimal
// numbers. Included in front of the one file that parses, when ALEPH_LEAN_JSON is on; what is taken for JSON stays the
// library's decision. See docs/size.md.
#pragma once

#include <emscripten/em_js.h>

#include <cstring>
#include <nlohmann/json.hpp>
#include <utility>

// NOLINTNEXTLINE(misc-redundant-expression): two of the macros stand for the same number.
static_assert(NLOHMANN_JSON_VERSION_MAJOR == 3 && NLOHMANN_JSON_VERSION_MINOR == 11 && NLOHMANN_JSON_VERSION_PATCH == 3,
              "made for nlohmann/json 3.11.3: compare each function below with the new version's, or switch "
              "ALEPH_LEAN_JSON off");

// Correctly rounded, as every JavaScript engine has it; musl's goes through 128-bit software arithmetic.
EM_JS(double, aleph_decimal_value, (const char* text), { return Number(UTF8ToString(text)); });
EM_JS_DEPS(aleph_decimal_value, "$UTF8ToString");

NLOHMANN_JSON_NAMESPACE_BEGIN
namespace detail {

using LeanInput = iterator_input_adapter<const char*>;

// The lexer has checked that it is a number.
template <>
inline void lexer<json, LeanInput>::strtof(double& value, const char* text, char** end) noexcept {
  value = aleph_decimal_value(text);
  *end = const_cast<char*>(text) + std::strlen(text);
}

// The token read so far and its line are for error messages only.

template <>
inline void lexer<json, LeanInput>::reset() noexcept {
  token_buffer.clear();
}

template <>
inline int lexer<json, LeanInput>::get() {
  ++position.chars_read_total;
  if (!std::exchange(next_unget, false)) current = ia.get_character();
  return current;
}

template <>
inline void lexer<json, LeanInput>::unget() {
  next_unget = true;
  --position.chars_read_total;
}

template <>
inline std::string lexer<json, LeanInput>::get_token_string() const {
  return {};
}

template <>
inline std::string parser<json, LeanInput>::exception_message(token_type, const std::string&) {
  return {};
}

template <>
inline parse_error parse_error::create<std::nullptr_t, 0>(int id, const position_t&, const std::string&,
                                                          std::nullptr_t) {
  return {id, 0, ""};
}

template <>
inline out_of_range out_of_range::create<std::nullptr_t, 0>(int id, const std::string&, std::nullptr_t) {
  return {id, ""};
}

}  // namespace detail
NLOHMANN_JSON_NAMESPACE_END
