#include "core/error.hpp"

#include <array>
#include <cmath>
#include <cstddef>

namespace aleph {
namespace {

using enum ErrorKind;
using enum Again;

constexpr std::array kinds = std::to_array<KindInfo>({
    {invalid_request, "invalid-request", never, "The request cannot work as it is; correct it first."},
    {authentication, "authentication", never, "The API key is missing, wrong or not allowed from this address."},
    {insufficient_credits, "insufficient-credits", never, "No credits are left; top the account up."},
    {task_not_found, "task-not-found", never,
     "The service has no such task for this key. A new id can take a moment to appear."},
    {task_failed, "task-failed", never, "The generation failed; the task will not change any more."},
    {rate_limit, "rate-limit", always, "Too many requests; ask again later."},
    {asset_unavailable, "asset-unavailable", never,
     "The service could not fetch the input; check that its URL is public."},
    {maintenance, "maintenance", always, "The service is under maintenance; ask again later."},
    {server, "server", if_idempotent, "The service failed; ask again later. The task is not lost."},
    {feature_disabled, "feature-disabled", never, "The service has switched this feature off."},
    {api, "api", never, "The service answered with a code this version does not know."},
    {invalid_response, "invalid-response", never,
     "The answer is not what the service promises; check the base URL. The task is not lost."},
    {connection, "connection", if_idempotent,
     "No answer arrived: no network, a request that was refused or redirected, or a cross-origin one that the browser "
     "blocked (a web page needs a same-origin proxy). The task is not lost."},
    {timeout, "timeout", if_idempotent, "No complete answer arrived in time; ask again later. The task is not lost."},
    {unknown_outcome, "unknown-outcome", never,
     "Nobody knows whether the service has begun: a task may be running, and be billed. Look into the logs on kie.ai, "
     "or wait for the callback, before you create it again."},
});

constexpr bool kinds_are_in_order() {
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    if (static_cast<std::size_t>(kinds[i].kind) != i) return false;
  }
  return true;
}
static_assert(kinds_are_in_order(), "a kind is the index of its row");

struct CodeInfo {
  int code;
  ErrorKind kind;
};

/// docs/contract.md, "Codes".
constexpr std::array codes = std::to_array<CodeInfo>({
    {400, invalid_request},
    {401, authentication},
    {402, insufficient_credits},
    {404, task_not_found},
    {408, task_failed},
    {422, invalid_request},
    {429, rate_limit},
    {430, rate_limit},
    {433, insufficient_credits},
    {451, asset_unavailable},
    {455, maintenance},
    {500, server},
    {501, task_failed},
    {505, feature_disabled},
});

}  // namespace

const KindInfo& info(ErrorKind kind) { return kinds[static_cast<std::size_t>(kind)]; }

std::optional<ErrorKind> kind_from_name(std::string_view name) {
  for (const auto& row : kinds) {
    if (row.name == name) return row.kind;
  }
  return {};
}

ErrorKind kind_of_code(double code) {
  for (const auto& row : codes) {
    if (row.code == code) return row.kind;
  }
  return std::trunc(code / 100) == 5 && std::trunc(code) == code ? server : api;
}

ErrorKind kind_of_status(int status) {
  if ((status >= 200 && status < 300) || status == 404) return invalid_response;
  const auto kind = kind_of_code(status);
  return kind == task_failed ? server : kind;
}

Error unknown_outcome_of(const Error& error) {
  const std::string_view message = error.message;
  auto said = message.substr(0, message.size() - info(error.kind).advice.size());
  if (said.ends_with(' ')) said.remove_suffix(1);
  Error unknown = make_error(unknown_outcome, said);
  unknown.code = error.code;
  unknown.status = error.status;
  return unknown;
}

Error make_error(ErrorKind kind, std::string_view said) {
  Error error{.kind = kind, .message{}};
  if (!said.empty()) {
    error.message.append(said);
    // The service's words end as they like; ours start a new sentence.
    if (constexpr std::string_view ends = ".!?"; ends.find(said.back()) == ends.npos) error.message += '.';
    error.message += ' ';
  }
  error.message += info(kind).advice;
  return error;
}

}  // namespace aleph
