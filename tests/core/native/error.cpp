// Every kind has its name, every code and status its kind, every message our advice at its end.
#include "core/error.hpp"

#include "check.hpp"

namespace aleph::test {
namespace {

/// What stands in an error's place says the same words and numbers; when to ask again it does not say.
void check_unknown_outcome(Error error, const std::string& opening, Report& report) {
  error.code = 500;
  error.status = 503;
  error.retry_after = 7;
  const auto unknown = unknown_outcome_of(error);
  const auto& kind = info(unknown.kind);
  const auto name = "unknown outcome of \"" + error.message + '"';
  report.equal(name, Json({kind.name, or_null(unknown.code), or_null(unknown.status), or_null(unknown.retry_after)}),
               Json({"unknown-outcome", 500, 503, nullptr}));
  report.equal(name, unknown.message, opening + std::string(kind.advice));
}

void check_messages(const KindInfo& kind, const Json& said, Report& report) {
  const std::string name(kind.name);
  const std::string advice(kind.advice);
  const bool is_sentence = advice.size() > 20 && advice[0] >= 'A' && advice[0] <= 'Z' && advice.ends_with('.');
  report.equal(name + ": its advice is a sentence", is_sentence, true);
  for (const auto& row : said) {
    const auto words = row.at(0).get<std::string>();
    const auto error = make_error(kind.kind, words);
    report.equal(name + " with the words \"" + words + '"', error.message, row.at(1).get<std::string>() + advice);
    report.equal(name + " stays what it is", info(error.kind).name, name);
    report.equal(name + " knows no more", error.code || error.status || error.retry_after, false);
    check_unknown_outcome(error, row.at(1).get<std::string>(), report);
  }
}

}  // namespace

void run(const Json& cases, Report& report) {
  std::size_t place = 0;
  for (const auto& row : cases.at("kinds")) {
    const auto name = row.at("name").get<std::string>();
    const auto kind = kind_from_name(name);
    report.equal(name + ": its place", kind ? Json(static_cast<std::size_t>(*kind)) : Json("unknown"), place++);
    if (!kind) continue;
    report.equal(name + ": its name", info(*kind).name, name);
    report.equal(name + ": retryable", may_repeat(info(*kind), true), row.at("retryable"));
    check_messages(info(*kind), cases.at("said"), report);
  }
  for (const auto& name : cases.at("noKinds")) {
    report.equal(name.dump() + " is no kind", kind_from_name(name.get<std::string>()).has_value(), false);
  }
  for (const auto& row : cases.at("codes")) {
    report.equal("code " + row.at(0).dump(), info(kind_of_code(row.at(0).get<double>())).name, row.at(1));
  }
  for (const auto& row : cases.at("statuses")) {
    report.equal("status " + row.at(0).dump(), info(kind_of_status(row.at(0).get<int>())).name, row.at(1));
  }
}

}  // namespace aleph::test
