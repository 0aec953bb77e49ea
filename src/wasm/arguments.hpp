// What JavaScript hands to C++: one JSON object as text, its members by name.
#pragma once

#include <array>
#include <cstddef>
#include <limits>
#include <optional>
#include <string_view>

#include "core/wire/json.hpp"

namespace aleph {

/// The table of an object whose members are all its own.
template <typename... Names>
constexpr std::array<Member, sizeof...(Names)> outermost(const Names&... names) {
  return {Member{names, whole_document}...};
}

/// The members of an object that has nothing else; `Name` is an enumeration in the order of the table of members.
template <typename Name, std::size_t count>
class Arguments {
 public:
  Arguments(std::string_view json, const std::array<Member, count>& members) {
    // Our own JavaScript wrote it. Half a surrogate pair is told by the zero that no part of a request may hold.
    (void)read_members(json, 1, members, values_, HalfPair::zero);
  }

  [[nodiscard]] std::string_view text(Name name) const { return at(name).text; }
  [[nodiscard]] bool truth(Name name) const { return at(name).number != 0; }
  /// Nothing for `null`, as JSON writes Infinity, too.
  [[nodiscard]] std::optional<double> number(Name name) const { return at(name).as_number(); }
  [[nodiscard]] double number_or_infinity(Name name) const {
    return number(name).value_or(std::numeric_limits<double>::infinity());
  }

 private:
  [[nodiscard]] const Scalar& at(Name name) const { return values_[static_cast<std::size_t>(name)]; }

  std::array<Scalar, count> values_{};
};

}  // namespace aleph
