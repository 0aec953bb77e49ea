// What can go wrong, as one table: every kind with its stable name, whether a retry may help, and what to do.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace aleph {

/// The kinds of docs/contract.md, "Codes", plus connection and timeout, and what is in their place where a request must
/// not be sent twice. Also an index into the table of kinds.
enum class ErrorKind : std::uint8_t {
  invalid_request,
  authentication,
  insufficient_credits,
  task_not_found,
  task_failed,
  rate_limit,
  asset_unavailable,
  maintenance,
  server,
  feature_disabled,
  api,
  invalid_response,
  connection,
  timeout,
  unknown_outcome,
};

/// Whether the same request may be sent once more.
enum class Again : std::uint8_t {
  never,
  if_idempotent,  ///< it may have been done the first time
  always,         ///< for certain it was not done
};

/// One row of the table of kinds.
struct KindInfo {
  ErrorKind kind;
  std::string_view name;    ///< the public, stable name, such as "rate-limit"
  Again again;              ///< whether the same request may succeed later by itself
  std::string_view advice;  ///< one sentence: what happened and what to do
};

/// An error as the caller sees it. Never holds a key.
struct Error {
  ErrorKind kind{};
  std::string message;                  ///< for people: what happened, what the service said, what to do
  std::optional<double> code{};         ///< the envelope's `code`, unknown ones included
  std::optional<int> status{};          ///< the HTTP status, when there was an answer
  std::optional<double> retry_after{};  ///< seconds the server asked to wait
};

[[nodiscard]] const KindInfo& info(ErrorKind kind);

/// The kind with a public name, if there is one.
[[nodiscard]] std::optional<ErrorKind> kind_from_name(std::string_view name);

/// The kind of an envelope `code` other than 200. Unknown codes are `api`, unknown 5xx are `server`; 500.5 is no 5xx.
[[nodiscard]] ErrorKind kind_of_code(double code);

/// The kind of an HTTP status whose body is not the envelope. Like a code, except for what a server in front says of
/// the request and the service does not say of the task: 2xx and 404 are `invalid-response`, since the base URL leads
/// elsewhere; 408 and 501 are `server`, never `task-failed`.
[[nodiscard]] ErrorKind kind_of_status(int status);

/// Whether the same request may be sent again and succeed later by itself.
[[nodiscard]] constexpr bool may_repeat(const KindInfo& kind, bool idempotent) {
  return kind.again == Again::always || (kind.again == Again::if_idempotent && idempotent);
}

/// Whether the service has refused a request in its own words. Nobody knows of any other whether it was done.
[[nodiscard]] constexpr bool is_refusal(const Error& error) { return error.code && error.code != 200; }

/// What stands in the place of an error that is no refusal, where the request must not be sent twice.
[[nodiscard]] Error unknown_outcome_of(const Error& error);

/// An error with the kind's advice and, where given, the service's own words in front.
[[nodiscard]] Error make_error(ErrorKind kind, std::string_view said = {});

}  // namespace aleph
