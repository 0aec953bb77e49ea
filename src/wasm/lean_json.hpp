// nlohmann/json without the texts of its errors, which nobody reads: a quarter of the module. Included in front of the
// one file that parses; what is taken for JSON stays the library's decision.
#pragma once

#include <nlohmann/json.hpp>
#include <utility>

NLOHMANN_JSON_NAMESPACE_BEGIN
namespace detail {

using LeanInput = iterator_input_adapter<const char*>;

// The token read so far and its line, for error messages only, are not kept either.

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
