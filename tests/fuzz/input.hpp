// The bytes of one execution, taken apart from the front. write-corpus.js writes seeds in the same order.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace aleph::fuzz {

/// What is asked for behind the end is zero, or empty.
class Input {
 public:
  explicit Input(std::string_view bytes) : rest_(bytes) {}
  Input(const std::uint8_t* data, std::size_t size) : rest_(reinterpret_cast<const char*>(data), size) {}

  /// Little-endian, as all machines are that this runs on.
  template <typename Number>
  Number number() {
    std::array<char, sizeof(Number)> bytes{};
    rest_.remove_prefix(rest_.copy(bytes.data(), bytes.size()));
    return std::bit_cast<Number>(bytes);
  }

  std::uint8_t byte() { return number<std::uint8_t>(); }
  bool truth() { return byte() % 2 == 1; }
  /// One of `count`, from 0.
  std::size_t one_of(std::size_t count) { return byte() % count; }
  /// In [0, 1), as Math.random() has it.
  double fraction() { return number<std::uint32_t>() / 4294967296.0; }
  /// Any but NaN, which no JSON holds.
  double real() {
    const auto value = number<double>();
    return std::isnan(value) ? 0 : value;
  }

  /// What stands before the next byte that no UTF-8 has, or all the rest.
  std::string_view part() {
    const auto end = rest_.find('\xFF');
    const auto text = rest_.substr(0, end);
    rest_.remove_prefix(std::min(text.size() + 1, rest_.size()));
    return text;
  }
  [[nodiscard]] std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

}  // namespace aleph::fuzz
