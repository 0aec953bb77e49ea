// What an answer of the lookup of all models, that of the jobs route, says of a task.
// Rules: docs/contract.md, "The jobs route".
// The vendor's page: https://docs.kie.ai/market/common/get-task-detail
#pragma once

#include <expected>
#include <string_view>

#include "core/endpoint.hpp"
#include "core/endpoints/record_info.hpp"

namespace aleph::jobs_record_info {

[[nodiscard]] std::expected<Reply, Error> read(const Answer& answer, Inputs given);

/// What the same `data` says of task `task_id` where the service sends it by itself, in a callback.
[[nodiscard]] Task read_data(std::string_view body, std::string_view task_id);

}  // namespace aleph::jobs_record_info
