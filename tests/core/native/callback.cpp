// Every callback of the table gets its reading, and every timestamp its text or complaint, from the core alone.
#include "core/callback.hpp"

#include "check.hpp"

namespace aleph::test {
namespace {

std::string words_of(const Complaint& complaint) { return std::string(complaint.about).append(complaint.what); }

Json to_json(const Callback& callback) {
  const auto name = [](auto value) { return name_of(value); };
  const auto& task = callback.task;
  Json json = {{"taskId", task.task_id},
               {"route", or_null(callback.route.transform(name))},
               {"status", or_null(callback.status.transform(name))},
               {"taskStatus", name_of(task.status)},
               {"errorCode", or_null(task.error_code)},
               {"errorMessage", or_null(task.error_message)},
               {"credits", or_null(task.credits)},
               {"video", nullptr},
               {"image", nullptr}};
  if (const auto& response = task.response) {
    json["video"] = or_null(response->result_video_url);
    json["image"] = or_null(response->result_image_url);
  }
  return json;
}

void check_timestamp(const Json& row, Report& report) {
  const auto timestamp = row.at("timestamp").get<std::string>();
  const auto text = signed_text("id", timestamp, row.at("now").get<EpochMs>());
  report.equal(timestamp, text ? *text : words_of(text.error()), row.at("says"));
}

}  // namespace

void run(const Json& cases, Report& report) {
  for (const auto& row : cases.at("read")) {
    const auto name = row.at("name").get<std::string>();
    const auto callback = read_callback(text_of(row.at("body")));
    if (row.contains("complaint")) {
      report.contains(name, callback ? "" : words_of(callback.error()), row.at("complaint").get<std::string>());
    } else {
      report.equal(name, callback ? to_json(*callback) : Json(words_of(callback.error())), row.at("says"));
    }
  }
  for (const auto& row : cases.at("timestamps")) check_timestamp(row, report);
}

}  // namespace aleph::test
