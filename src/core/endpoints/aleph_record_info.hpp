// What an answer of the older lookup, that of the aleph route, says of a task.
// Rules: docs/contract.md, "Data".
// The vendor's page: https://docs.kie.ai/runway-api/get-aleph-video-details
#pragma once

#include <cstdint>
#include <expected>

#include "core/endpoint.hpp"
#include "core/endpoints/task_members.hpp"
#include "core/wire/envelope.hpp"

namespace aleph::aleph_record_info {

enum : std::uint8_t { response_task_id = task_member::end, result_video_url, result_image_url };

inline constexpr auto members = in_envelope({
    {.name = "taskId", .parent = envelope::data},
    {.name = "successFlag", .parent = envelope::data},
    {.name = "errorCode", .parent = envelope::data},
    {.name = "errorMessage", .parent = envelope::data},
    {.name = "createTime", .parent = envelope::data},
    {.name = "completeTime", .parent = envelope::data},
    {.name = "paramJson", .parent = envelope::data},
    {.name = "response", .parent = envelope::data},
    {.name = "taskId", .parent = task_member::response},
    {.name = "resultVideoUrl", .parent = task_member::response},
    {.name = "resultImageUrl", .parent = task_member::response},
});
static_assert(members.size() == result_image_url + 1);

[[nodiscard]] std::expected<Reply, Error> read(const Answer& answer, Inputs given);

}  // namespace aleph::aleph_record_info
