// The service's endpoints that this project asks, one line each.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace aleph {

struct Endpoint {
  std::string_view name;
  std::string_view method;
  std::string_view path;  ///< below the base URL
  bool idempotent;        ///< asked twice, it does no more than asked once
};

// clang-format off
inline constexpr std::array endpoints = std::to_array<Endpoint>({
    {.name = "aleph/record-info", .method = "GET", .path = "/api/v1/aleph/record-info", .idempotent = true},
    {.name = "jobs/recordInfo", .method = "GET", .path = "/api/v1/jobs/recordInfo", .idempotent = true},
});
// clang-format on

/// The endpoint with a name; one that is not in the table does not compile.
consteval const Endpoint& endpoint_named(std::string_view name) {
  return *std::ranges::find(endpoints, name, &Endpoint::name);
}

}  // namespace aleph
