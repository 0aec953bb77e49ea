// A key is blotted out however it is spelled, and nothing else is touched.
// What is left goes into redacted.json, which redacted-says-no-key.js reads as JavaScript does.
#include "core/wire/redact.hpp"

#include <fstream>

#include "check.hpp"

namespace aleph::test {
namespace {

/// Whether `after` is `before` with some bytes blotted out.
bool is_blotted(std::string_view before, std::string_view after) {
  if (before.size() != after.size()) return false;
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (after[i] != before[i] && after[i] != '*') return false;
  }
  return true;
}

}  // namespace

void run(const Json& cases, Report& report) {
  Json left = Json::array();
  for (const auto& row : cases) {
    const auto name = row.at("name").get<std::string>();
    const auto key = row.at("key").get<std::string>();
    const auto before = row.at("text").get<std::string>();
    auto after = before;
    redact(after, key);
    report.equal(name + ": bytes stay or become stars", is_blotted(before, after), true);
    if (const auto& expected = row.at("redacted"); !expected.is_null()) report.equal(name, after, expected);
    auto again = after;
    redact(again, key);
    report.equal(name + ": nothing is left for a second time", again, after);
    left.push_back({{"name", name}, {"key", key}, {"text", after}});
  }
  std::ofstream("redacted.json", std::ios::binary) << left;
}

}  // namespace aleph::test
