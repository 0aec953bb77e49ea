// Builds a request: endpoint + its arguments + base URL + key → method, URL, headers and body, or why not.
// Rules: docs/contract.md, "Request".
// The vendor's page: https://docs.kie.ai/1973359m0.md
#pragma once

#include <cstddef>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "core/endpoint.hpp"
#include "core/error.hpp"
#include "core/http/secret.hpp"

namespace aleph {

inline constexpr std::size_t max_task_id_bytes = 512;
inline constexpr std::size_t max_key_bytes = 4096;

/// Where to send it.
struct Target {
  /// Absolute http(s) URL; a trailing `/`, `/api` or `/api/v1` is not doubled. For the service's own, what is on its
  /// host for uploads is asked there.
  std::string_view base_url;
  /// Printable ASCII without spaces, 1 to 4096 bytes; nothing behind a proxy that holds the key.
  std::optional<std::string_view> api_key{};
};

/// A request whose parts are safe to hand to any HTTP client.
struct Request {
  std::string_view method;
  std::string url;
  Secret authorization;   ///< value of the header, empty when there is no key
  std::string body{};     ///< JSON; empty for none
  std::string warning{};  ///< as `Payload` has it
};

/// @return the request, or an `invalid_request` error that says which part is wrong, without quoting any of it
[[nodiscard]] std::expected<Request, Error> build_request(const Endpoint& endpoint, const Target& target,
                                                          Inputs inputs);

/// A text (UTF-8) in which only the unreserved characters (RFC 3986, 2.3) are as they are.
[[nodiscard]] std::string percent_encoded(std::string_view text);

/// What is wrong with an absolute http(s) URL without user name and password; empty when nothing is.
[[nodiscard]] std::string_view complaint_about_url(std::string_view url);

/// What is wrong with a task id, 1 to 512 bytes without control characters; empty when nothing is.
[[nodiscard]] std::string_view complaint_about_task_id(std::string_view id);

}  // namespace aleph
