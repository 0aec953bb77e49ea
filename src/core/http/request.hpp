// Builds a request: endpoint + base URL + key → method, URL and headers, or why not.
// Rules: docs/contract.md, "Request".
// The vendor's page: https://docs.kie.ai/1973359m0.md
#pragma once

#include <cstddef>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "core/endpoints.hpp"
#include "core/error.hpp"
#include "core/http/secret.hpp"

namespace aleph {

inline constexpr std::size_t max_task_id_bytes = 512;
inline constexpr std::size_t max_key_bytes = 4096;

/// Where to send it.
struct Target {
  /// Absolute http(s) URL; a trailing `/`, `/api` or `/api/v1` is not doubled.
  std::string_view base_url;
  /// Printable ASCII without spaces, 1 to 4096 bytes; nothing behind a proxy that holds the key.
  std::optional<std::string_view> api_key{};
};

/// The one parameter in the URL's query.
struct QueryParameter {
  std::string_view name;       ///< unreserved characters (RFC 3986, 2.3)
  std::string_view value;      ///< is percent-encoded
  std::string_view complaint;  ///< what is wrong with the value; empty when nothing is
};

/// A request whose parts are safe to hand to any HTTP client.
struct Request {
  std::string_view method;
  std::string url;
  Secret authorization;  ///< value of the header, empty when there is no key
};

/// @return the request, or an `invalid_request` error that says which part is wrong, without quoting any of it
[[nodiscard]] std::expected<Request, Error> build_request(const Endpoint& endpoint, const Target& target,
                                                          const QueryParameter& parameter);

/// What is wrong with a task id, 1 to 512 bytes without control characters; empty when nothing is.
[[nodiscard]] std::string_view complaint_about_task_id(std::string_view id);

}  // namespace aleph
