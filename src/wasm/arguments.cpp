#include "arguments.hpp"

#include <limits>

namespace aleph {

Arguments::Arguments(std::string_view json, std::span<const Member> members) : values_(members.size()) {
  // Our own JavaScript wrote it. Half a surrogate pair is told by the zero that no part of a request may hold.
  (void)read_members(json, max_json_depth, members, values_, HalfPair::zero);
}

std::optional<double> Arguments::number(std::uint8_t row) const {
  const auto& value = values_[row];
  return value.type == Scalar::Type::number ? std::optional(value.number) : std::nullopt;
}

double Arguments::number_or_infinity(std::uint8_t row) const {
  return number(row).value_or(std::numeric_limits<double>::infinity());
}

}  // namespace aleph
