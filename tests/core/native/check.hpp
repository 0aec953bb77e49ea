// What the native suites share: rows of a table in JSON, and a report of those that went wrong.
// Comparing values is all there is to do, and nlohmann/json is there anyway: no test framework has to be found.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace aleph::test {

using Json = nlohmann::json;

/// Counts what is checked, and prints each row that is not as expected.
class Report {
 public:
  void equal(std::string_view row, const Json& actual, const Json& expected);
  /// Whether a text holds a part; the whole text is printed when it does not.
  void contains(std::string_view row, std::string_view text, std::string_view part);
  /// Whether a number is within `[least, most]`; where that is null, whether there is none.
  void within(std::string_view row, std::optional<double> number, const Json& range);

  [[nodiscard]] std::size_t checked() const { return checked_; }
  [[nodiscard]] std::size_t failed() const { return failed_; }

 private:
  void check(bool good, std::string_view row, const Json& actual, const Json& expected);

  std::size_t checked_ = 0;
  std::size_t failed_ = 0;
};

/// The bytes of a text, in either of the ways export-cases.js writes one.
[[nodiscard]] std::string text_of(const Json& json);
/// A member's number, finite or not; nothing when it is null, absent or NaN.
[[nodiscard]] std::optional<double> number_of(const Json& row, const char* member);

template <class T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

/// The one thing a suite's file defines: checks every row of its table.
void run(const Json& cases, Report& report);

}  // namespace aleph::test
