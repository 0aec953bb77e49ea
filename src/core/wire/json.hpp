// The JSON side of an answer: picks named members out of the bytes, without a document tree.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/wire/time.hpp"

namespace aleph {

/// The deepest nesting read, in an answer and in each JSON text within it; anything deeper is not the service's.
inline constexpr std::size_t max_json_depth = 32;

/// One member's value as sent: what is beside the type is of use for that type alone.
struct Scalar {
  enum class Type : std::uint8_t { absent, null, boolean, number, string, object, array };

  Type type = Type::absent;
  double number{};  ///< exact to 2^53, which every time in milliseconds fits
  std::string text{};

  /// The number, also of a numeric string such as `"200"`: a number as JSON writes it, white space around it allowed.
  [[nodiscard]] std::optional<double> as_number() const;
  /// The string, unless it is blank.
  [[nodiscard]] std::optional<std::string_view> as_text() const;
  /// The time, as a number or in ISO 8601.
  [[nodiscard]] std::optional<EpochMs> as_time() const;
  /// Moves the string, unless it is blank, to where it belongs. @return whether there was one
  bool move_text(std::optional<std::string>& to);
};

/// A member to be read, as one row of a table in which parents come before what is in them.
struct Member {
  std::string_view name;  ///< `first_element` where the parent is an array
  std::uint8_t parent;    ///< the row of the object or array it stands in, or `whole_document`
};

inline constexpr std::uint8_t whole_document = std::numeric_limits<std::uint8_t>::max();
inline constexpr std::string_view first_element{};

/// The table of an object whose members are all its own.
template <typename... Names>
constexpr std::array<Member, sizeof...(Names)> outermost(const Names&... names) {
  return {Member{names, whole_document}...};
}

/// What half a surrogate pair (`"\ud83d"`), which JavaScript's texts may hold and UTF-8 may not, is read as.
enum class HalfPair : std::uint8_t {
  replacement,  ///< U+FFFD
  zero,         ///< U+0000, for whoever has to notice it
};

/// Reads one JSON object from the whole of `json`. Of duplicate names the last one is kept, and all that stood in the
/// earlier one is forgotten. What JSON.parse reads is read: half a surrogate pair, and a number no double holds, as
/// `null`.
/// @param values of the members, in the table's order; what was in them before is lost
/// @return false when it is not one: not JSON, not an object, deeper than `max_depth`, invalid UTF-8, or more behind it
[[nodiscard]] bool read_members(std::string_view json, std::size_t max_depth, std::span<const Member> members,
                                std::span<Scalar> values, HalfPair half_pair = HalfPair::replacement);

/// Reads a piece of JSON that is one text, number, boolean or null.
/// @return false when it is an object, an array or no JSON
[[nodiscard]] bool read_value(std::string_view json, Scalar& value);

/// Makes the text of one JSON object one for JSON.parse: as it is, but for half a surrogate pair and numbers no double
/// holds, which become what is said above.
/// @return false when the whole of `text` is no JSON object, or one deeper than `max_depth`
[[nodiscard]] bool read_object(std::string& text, std::size_t max_depth);

}  // namespace aleph
