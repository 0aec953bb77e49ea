#include "check.hpp"

#include <cstdlib>
#include <fstream>
#include <iostream>

namespace aleph::test {
namespace {

/// Enough to see what went wrong; a row may hold a million characters.
constexpr std::size_t longest_shown = 600;

std::string shown(const Json& json) {
  auto text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  if (text.size() > longest_shown) text.replace(longest_shown, text.npos, " ...");
  return text;
}

}  // namespace

void Report::check(bool good, std::string_view row, const Json& actual, const Json& expected) {
  ++checked_;
  if (good) return;
  ++failed_;
  std::cout << "FAILED " << row << "\n  expected " << shown(expected) << "\n  actual   " << shown(actual) << '\n';
}

void Report::equal(std::string_view row, const Json& actual, const Json& expected) {
  check(actual == expected, row, actual, expected);
}

void Report::contains(std::string_view row, std::string_view text, std::string_view part) {
  check(text.contains(part), row, text, part);
}

void Report::within(std::string_view row, std::optional<double> number, const Json& range) {
  const bool good = range.is_null() ? !number : number && *number >= range[0] && *number <= range[1];
  check(good, row, or_null(number), range);
}

std::string text_of(const Json& json) {
  if (json.is_string()) return json.get<std::string>();
  std::string text;
  for (const auto& byte : json.at("bytes")) text += static_cast<char>(byte.get<unsigned char>());
  return text;
}

std::optional<double> number_of(const Json& row, const char* member) {
  const auto found = row.find(member);
  if (found == row.end() || found->is_null()) return {};
  if (found->is_number()) return found->get<double>();
  const double number = std::strtod(found->at("number").get<std::string>().c_str(), nullptr);
  return number == number ? std::optional(number) : std::nullopt;
}

}  // namespace aleph::test

int main(int count, char** arguments) {
  using namespace aleph::test;
  std::ifstream file(count > 1 ? arguments[1] : "", std::ios::binary);
  const auto cases = Json::parse(file, nullptr, false);
  if (cases.is_discarded()) {
    std::cout << "The file of cases is no JSON\n";
    return EXIT_FAILURE;
  }
  Report report;
  run(cases, report);
  std::cout << report.checked() << " checked, " << report.failed() << " failed\n";
  return report.checked() > 0 && report.failed() == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
