// What an answer of the lookup of all models, that of the jobs route, says of a task.
// Rules: docs/contract.md, "The jobs route".
// The vendor's page: https://docs.kie.ai/market/common/get-task-detail
#pragma once

#include <expected>
#include <optional>
#include <string_view>

#include "core/endpoint.hpp"

namespace aleph::jobs_record_info {

/// @param said the member `state`; of none that is known the status is nothing
[[nodiscard]] std::optional<Status> status_of_state(std::string_view said);

[[nodiscard]] std::expected<Reply, Error> read(const Answer& answer, Inputs given);

}  // namespace aleph::jobs_record_info
