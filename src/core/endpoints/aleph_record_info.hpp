// What an answer of the older lookup, that of the aleph route, says of a task.
// Rules: docs/contract.md, "Data".
// The vendor's page: https://docs.kie.ai/runway-api/get-aleph-video-details
#pragma once

#include <expected>
#include <string_view>

#include "core/endpoint.hpp"
#include "core/endpoints/record_info.hpp"

namespace aleph::aleph_record_info {

[[nodiscard]] std::expected<Reply, Error> read(const Answer& answer, Inputs given);

/// What the same `data` says of task `task_id` where the service sends it by itself, in a callback.
[[nodiscard]] Task read_data(std::string_view body, std::string_view task_id);

}  // namespace aleph::aleph_record_info
