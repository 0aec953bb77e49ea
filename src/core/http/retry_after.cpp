#include "core/http/retry_after.hpp"

#include <algorithm>
#include <cstddef>

namespace aleph {
namespace {

/// More digits than any sensible wait has; longer ones are no number to us.
constexpr std::size_t most_digits = 9;

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<double> read_retry_after(std::string_view value, EpochMs now) {
  const auto first = value.find_first_not_of(" \t");
  if (first == value.npos) return {};
  value = value.substr(first, value.find_last_not_of(" \t") - first + 1);
  if (value.size() <= most_digits && std::ranges::all_of(value, is_digit)) {
    double seconds = 0;
    for (const char c : value) seconds = seconds * 10 + (c - '0');
    return seconds;
  }
  const auto date = time_from_http_date(value);
  if (!date) return {};
  return std::max(0.0, static_cast<double>(*date - now) / 1000);
}

}  // namespace aleph
