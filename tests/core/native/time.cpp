// Every form of time is read as milliseconds since 1970, or not at all.
#include "core/wire/time.hpp"

#include "check.hpp"

namespace aleph::test {

void run(const Json& cases, Report& report) {
  for (const auto& row : cases.at("numbers")) {
    report.equal("number " + row.at(0).dump(), or_null(time_from_number(row.at(0).get<double>())), row.at(1));
  }
  for (const auto& row : cases.at("texts")) {
    report.equal("text " + row.at(0).dump(), or_null(time_from_iso(row.at(0).get<std::string>())), row.at(1));
  }
  for (const auto& row : cases.at("httpDates")) {
    report.equal("HTTP date " + row.at(0).dump(), or_null(time_from_http_date(row.at(0).get<std::string>())),
                 row.at(1));
  }
}

}  // namespace aleph::test
