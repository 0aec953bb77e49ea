// What JavaScript hands to C++: one JSON object as text, its members by name.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/wire/json.hpp"

namespace aleph {

/// The members of an object that has nothing else, by their rows in the table.
class Arguments {
 public:
  /// @param members of `outermost`; what else is in the object is left alone
  Arguments(std::string_view json, std::span<const Member> members);

  [[nodiscard]] std::span<const Scalar> values() const { return values_; }
  [[nodiscard]] std::string_view text(std::uint8_t row) const { return values_[row].text; }
  [[nodiscard]] bool truth(std::uint8_t row) const { return values_[row].number != 0; }
  /// Nothing for `null`.
  [[nodiscard]] std::optional<double> number(std::uint8_t row) const;
  /// Infinity for `null`, as JSON writes it.
  [[nodiscard]] double number_or_infinity(std::uint8_t row) const;

 private:
  std::vector<Scalar> values_;
};

}  // namespace aleph
