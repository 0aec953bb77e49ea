// Looks a task up on either route: the request that asks, and what both answers have in common.
#pragma once

#include <array>
#include <expected>
#include <span>
#include <string_view>

#include "core/endpoint.hpp"
#include "core/wire/json.hpp"

namespace aleph::record_info {

inline constexpr auto inputs = outermost("taskId");

/// @param given `taskId`: opaque UTF-8, 1 to 512 bytes, no control characters
[[nodiscard]] std::expected<Payload, Complaint> build(Inputs given);

/// How one route's answers differ from the other's.
struct Dialect {
  Route route;
  std::span<const Member> members;                              ///< of `in_envelope`, those of `task_member` first
  void (*complete)(Task& task, std::span<Scalar> values);       ///< adds what this route alone says
  bool (*is_about_no_task)(double code, std::string_view msg);  ///< beside code 200 without data
};

/// The body decides; the HTTP status decides only when the body is not the envelope `{code, msg, data}`.
/// Accepts the form the service sends and the documented one.
/// @param given `taskId`: the task's own when the service leaves it out
/// @return the task, failed ones included, or the error the contract names for this answer; `task_not_found` when
///   this route does not know it. Never throws; memory is bounded by the body's size.
[[nodiscard]] std::expected<Reply, Error> read(const Dialect& dialect, const Answer& answer, Inputs given);

/// Reads the members of `data` alone: whatever the envelope's code is, as in a callback.
/// @param body one that is JSON and has an object as its `data`
[[nodiscard]] Task read_data(const Dialect& dialect, std::string_view body, std::string_view task_id);

}  // namespace aleph::record_info
