// The service's endpoints that this project asks, one line each.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "core/endpoint.hpp"
#include "core/endpoints/aleph_record_info.hpp"
#include "core/endpoints/create_task.hpp"
#include "core/endpoints/credit.hpp"
#include "core/endpoints/download_url.hpp"
#include "core/endpoints/jobs_record_info.hpp"
#include "core/endpoints/record_info.hpp"
#include "core/endpoints/upload.hpp"

namespace aleph {

// clang-format off
/// Where two do the same, the first is asked unless a route is named.
inline constexpr std::array endpoints = std::to_array<Endpoint>({
    {"look",         Route::aleph, Host::api,     "GET",  "/api/v1/aleph/record-info",   true,  record_info::inputs,  record_info::build,           aleph_record_info::read},
    {"look",         Route::jobs,  Host::api,     "GET",  "/api/v1/jobs/recordInfo",     true,  record_info::inputs,  record_info::build,           jobs_record_info::read},
    {"create",       Route::jobs,  Host::api,     "POST", "/api/v1/jobs/createTask",     false, create_task::inputs,  create_task::build_for_jobs,  create_task::read_from_jobs},
    {"create",       Route::aleph, Host::api,     "POST", "/api/v1/aleph/generate",      false, create_task::inputs,  create_task::build_for_aleph, create_task::read_from_aleph},
    {"credits",      Route::jobs,  Host::api,     "GET",  "/api/v1/chat/credit",         true,  {},                   credit::build,                credit::read},
    {"download-url", Route::jobs,  Host::api,     "POST", "/api/v1/common/download-url", true,  download_url::inputs, download_url::build,          download_url::read},
    {"upload",       Route::jobs,  Host::uploads, "POST", "/api/file-stream-upload",     true,  upload::file_inputs,  upload::build_for_file,       upload::read},
    {"upload-url",   Route::jobs,  Host::uploads, "POST", "/api/file-url-upload",        true,  upload::url_inputs,   upload::build_for_url,        upload::read},
});
// clang-format on

/// @param operation one of the table; for any other the table's first line, a look, which asks nothing without an id
/// @param route nothing: the first one
[[nodiscard]] constexpr const Endpoint& endpoint_for(std::string_view operation, std::optional<Route> route) {
  const Endpoint* found = nullptr;
  for (const auto& row : endpoints) {
    if (row.operation == operation && (!found || row.route == route)) found = &row;
  }
  return found ? *found : endpoints.front();
}

}  // namespace aleph
