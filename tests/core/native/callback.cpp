// What a callback says of which task, and the text that is signed.
#include "core/callback.hpp"

#include "check.hpp"

namespace aleph::test {
namespace {

template <typename Named>
Json name_or_null(const std::optional<Named>& value) {
  return value ? Json(name_of(*value)) : Json(nullptr);
}

std::string text_of(const Complaint& complaint) { return std::string(complaint.about).append(complaint.what); }

}  // namespace

void run(const Json& cases, Report& report) {
  for (const auto& row : cases.at("callbacks")) {
    const auto name = row.at("name").get<std::string>();
    const auto read = read_callback(test::text_of(row.at("text")));
    if (row.contains("complaint")) {
      report.contains(name, read ? "no complaint" : text_of(read.error()), row.at("complaint").get<std::string>());
      continue;
    }
    const auto said = read.value_or(Callback{});
    report.equal(
        name,
        Json{{"taskId", said.task_id}, {"route", name_or_null(said.route)}, {"status", name_or_null(said.status)}},
        Json{{"taskId", row.at("taskId")}, {"route", row.at("route")}, {"status", row.at("status")}});
  }
  for (const auto& row : cases.at("signedTexts")) {
    const auto name = "signed: " + row.at("name").get<std::string>();
    const auto text = signed_text(cases.at("taskId").get<std::string>(), row.at("timestamp").get<std::string>(),
                                  row.at("now").get<EpochMs>());
    if (row.contains("complaint")) {
      report.contains(name, text ? "no complaint" : text_of(text.error()), row.at("complaint").get<std::string>());
    } else {
      report.equal(name, text.value_or(""), row.at("text"));
    }
  }
}

}  // namespace aleph::test
