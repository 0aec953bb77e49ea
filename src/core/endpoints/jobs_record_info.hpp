// What an answer of the lookup of all models, that of the jobs route, says of a task.
// Rules: docs/contract.md, "The jobs route".
// The vendor's page: https://docs.kie.ai/market/common/get-task-detail
#pragma once

#include <expected>

#include "core/endpoint.hpp"
#include "core/endpoints/record_info.hpp"

namespace aleph::jobs_record_info {

extern const record_info::Dialect dialect;

[[nodiscard]] std::expected<Reply, Error> read(const Answer& answer, Inputs given);

}  // namespace aleph::jobs_record_info
