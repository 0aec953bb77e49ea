// Reads an answer of `GET /api/v1/aleph/record-info`, the older lookup: bytes in, a task or an error out.
// Rules: docs/contract.md, "Reading the state".
// The vendor's page: https://docs.kie.ai/runway-api/get-aleph-video-details
#pragma once

#include <expected>
#include <string_view>

#include "core/error.hpp"
#include "core/http/answer.hpp"
#include "core/task.hpp"

namespace aleph {

/// The body decides; the HTTP status decides only when the body is not the envelope `{code, msg, data}`.
/// Accepts the form the service sends (epoch milliseconds, nulls) and the documented one (ISO times, zeros).
/// @param asked_id the task id asked for; the task's own when the service leaves it out
/// @return the task, failed ones included, or the error the contract names for this answer. Never throws, never
///   recurses; memory is bounded by the body's size.
[[nodiscard]] std::expected<Task, Error> read_aleph_record_info(const Answer& answer, std::string_view asked_id);

}  // namespace aleph
