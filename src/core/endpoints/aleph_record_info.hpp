// Reads an answer of `GET /api/v1/aleph/record-info`: bytes in, a task or an error out.
// Rules: docs/contract.md, "Reading the state".
// The vendor's page: https://docs.kie.ai/runway-api/get-aleph-video-details
#pragma once

#include <cstddef>
#include <expected>
#include <optional>
#include <string_view>

#include "core/error.hpp"
#include "core/task.hpp"

namespace aleph {

/// The deepest nesting read, in an answer and in `paramJson`; anything deeper is not the service's.
inline constexpr std::size_t max_json_depth = 32;

/// A complete HTTP answer.
struct Answer {
  int status{};                         ///< HTTP status
  std::string_view body;                ///< all bytes, content decoding undone
  std::optional<double> retry_after{};  ///< seconds, from the header `Retry-After`
};

/// The body decides; the HTTP status decides only when the body is not the envelope `{code, msg, data}`.
/// Accepts the form the service sends (epoch milliseconds, nulls) and the documented one (ISO times, zeros).
/// @param asked_id the task id asked for; the task's own when the service leaves it out
/// @return the task, failed ones included, or the error the contract names for this answer. Never throws, never
///   recurses; memory is bounded by the body's size.
[[nodiscard]] std::expected<Task, Error> read_record_info(const Answer& answer, std::string_view asked_id);

}  // namespace aleph
