// Reads answers from standard input, one JSON object a line: {"status", "body": [bytes], "taskId"}; prints what the
// core makes of each, one JSON object a line. The members are those of a Task or an error in JavaScript.
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "core/record_info.hpp"

namespace {

using Json = nlohmann::ordered_json;

template <class T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json to_json(const aleph::Task& task) {
  Json json = {{"taskId", task.task_id},
               {"status", aleph::name_of(task.status)},
               {"successFlag", or_null(task.success_flag)},
               {"errorCode", or_null(task.error_code)},
               {"errorMessage", or_null(task.error_message)},
               {"createTime", or_null(task.create_time)},
               {"completeTime", or_null(task.complete_time)},
               {"paramJson", or_null(task.parameters.json)},
               {"hasParameters", task.parameters.is_object},
               {"response", nullptr}};
  if (const auto& response = task.response) {
    json["response"] = {{"taskId", or_null(response->task_id)},
                        {"resultVideoUrl", or_null(response->result_video_url)},
                        {"resultImageUrl", or_null(response->result_image_url)}};
  }
  return {{"task", json}};
}

Json to_json(const aleph::Error& error) {
  const auto& kind = aleph::info(error.kind);
  return {{"error",
           {{"kind", kind.name},
            {"message", error.message},
            {"retryable", kind.retryable},
            {"code", or_null(error.code)},
            {"status", or_null(error.status)}}}};
}

}  // namespace

int main() {
  for (std::string line; std::getline(std::cin, line);) {
    const auto input = Json::parse(line, nullptr, false);
    std::string body;
    for (const auto& byte : input["body"]) body += static_cast<char>(byte.get<unsigned char>());
    const auto id = input["taskId"].get<std::string>();
    const auto result = aleph::read_record_info({.status = input["status"].get<int>(), .body = body}, id);
    const Json output = result ? to_json(*result) : to_json(result.error());
    std::cout << output.dump(-1, ' ', true, Json::error_handler_t::replace) << '\n';
  }
}
