// Reads an answer of `GET /api/v1/jobs/recordInfo`, the lookup of all models: bytes in, a task or an error out.
// Rules: docs/contract.md, "The jobs route".
// The vendor's page: https://docs.kie.ai/market/common/get-task-detail
#pragma once

#include <expected>
#include <string_view>

#include "core/error.hpp"
#include "core/http/answer.hpp"
#include "core/task.hpp"

namespace aleph {

/// As `read_aleph_record_info`, but of this route's members; its names for parameters become the older route's.
[[nodiscard]] std::expected<Task, Error> read_jobs_record_info(const Answer& answer, std::string_view asked_id);

}  // namespace aleph
