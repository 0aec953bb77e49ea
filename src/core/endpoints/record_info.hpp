// Looks a task up on either route: the request that asks, and the reading of its answer.
#pragma once

#include <expected>
#include <optional>
#include <string_view>

#include "core/error.hpp"
#include "core/http/answer.hpp"
#include "core/http/request.hpp"
#include "core/task.hpp"

namespace aleph {

/// What the caller gave.
struct RecordInfoQuery {
  std::string_view base_url;                  ///< as `Target` has it
  std::string_view task_id;                   ///< opaque UTF-8: 1 to 512 bytes, no control characters
  std::optional<std::string_view> api_key{};  ///< as `Target` has it
};

/// @return the request, or an `invalid_request` error that says which part is wrong, without quoting any of it
[[nodiscard]] std::expected<Request, Error> build_record_info(Route route, const RecordInfoQuery& query);

/// The body decides; the HTTP status decides only when the body is not the envelope `{code, msg, data}`.
/// Accepts the form the service sends and the documented one.
/// @param route that was asked
/// @param asked_id the task id asked for; the task's own when the service leaves it out
/// @return the task, failed ones included, or the error the contract names for this answer; `task_not_found` when
///   this route does not know it. Never throws; memory is bounded by the body's size.
[[nodiscard]] std::expected<Task, Error> read_record_info(Route route, const Answer& answer, std::string_view asked_id);

}  // namespace aleph
