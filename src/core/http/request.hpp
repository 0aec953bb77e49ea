// Builds the one request this project makes: base URL + key + task id → URL and headers, or why not.
// Rules: docs/contract.md, "Request".
// The vendor's page: https://docs.kie.ai/runway-api/get-aleph-video-details
#pragma once

#include <cstddef>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "core/error.hpp"
#include "core/http/secret.hpp"

namespace aleph {

inline constexpr std::size_t max_task_id_bytes = 512;
inline constexpr std::size_t max_key_bytes = 4096;

/// What the caller gave.
struct Target {
  /// Absolute http(s) URL; a trailing `/`, `/api` or `/api/v1` is not doubled.
  std::string_view base_url;
  /// Opaque UTF-8: 1 to 512 bytes, no control characters.
  std::string_view task_id;
  /// Printable ASCII without spaces, 1 to 4096 bytes; nothing behind a proxy that holds the key.
  std::optional<std::string_view> api_key{};
};

/// A GET request whose parts are safe to hand to any HTTP client.
struct Request {
  std::string url;
  Secret authorization;  ///< value of the header, empty when there is no key
};

/// @return the request, or an `invalid_request` error that says which part is wrong, without quoting any of it
[[nodiscard]] std::expected<Request, Error> build_request(const Target& target);

}  // namespace aleph
