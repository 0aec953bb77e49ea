// `Retry-After` is read as seconds from now, or not at all.
#include "check.hpp"
#include "core/http/retry_after.hpp"

namespace aleph::test {

void run(const Json& cases, Report& report) {
  for (const auto& row : cases) {
    const auto value = row.at("value").get<std::string>();
    const auto now = row.at("now").get<EpochMs>();
    report.equal('"' + value + "\" at " + std::to_string(now), or_null(read_retry_after(value, now)),
                 row.at("seconds"));
  }
}

}  // namespace aleph::test
