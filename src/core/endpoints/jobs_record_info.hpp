// What an answer of the lookup of all models, that of the jobs route, says of a task.
// Rules: docs/contract.md, "The jobs route".
// The vendor's page: https://docs.kie.ai/market/common/get-task-detail
#pragma once

#include <cstdint>
#include <expected>

#include "core/endpoint.hpp"
#include "core/endpoints/task_members.hpp"
#include "core/wire/envelope.hpp"

namespace aleph::jobs_record_info {

enum : std::uint8_t {
  response_urls = task_member::end,
  response_first_url,
  response_video_url,
  result_json,
  result_urls,
  result_first_url,
  result_video_url,
  param,
  state,
  model,
  cost_time,
  credits_consumed,
};

inline constexpr auto members = in_envelope({
    {.name = "taskId", .parent = envelope::data},
    {.name = "successFlag", .parent = envelope::data},
    {.name = "failCode", .parent = envelope::data},
    {.name = "failMsg", .parent = envelope::data},
    {.name = "createTime", .parent = envelope::data},
    {.name = "completeTime", .parent = envelope::data},
    {.name = "paramJson", .parent = envelope::data},
    {.name = "response", .parent = envelope::data},
    {.name = "resultUrls", .parent = task_member::response},
    {.name = first_element, .parent = response_urls},
    {.name = "resultVideoUrl", .parent = task_member::response},
    {.name = "resultJson", .parent = envelope::data},
    {.name = "resultUrls", .parent = result_json},
    {.name = first_element, .parent = result_urls},
    {.name = "resultVideoUrl", .parent = result_json},
    {.name = "param", .parent = envelope::data},
    {.name = "state", .parent = envelope::data},
    {.name = "model", .parent = envelope::data},
    {.name = "costTime", .parent = envelope::data},
    {.name = "creditsConsumed", .parent = envelope::data},
});
static_assert(members.size() == credits_consumed + 1);

[[nodiscard]] std::expected<Reply, Error> read(const Answer& answer, Inputs given);

}  // namespace aleph::jobs_record_info
