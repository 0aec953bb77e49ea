// POST /api/file-stream-upload and POST /api/file-url-upload, on a host of their own: a file becomes a URL that the
// service can read. Rules: docs/contract.md, "Helpers". The vendor's page:
// https://docs.kie.ai/file-upload-api/quickstart
#pragma once

#include <expected>

#include "core/endpoint.hpp"

namespace aleph::upload {

/// uploadPath: a folder, without slashes at its ends · fileName: none, for a random one; another file of that name is
/// written over. Both stand in the multipart body, which is not built here: it holds the file.
inline constexpr auto file_inputs = outermost("uploadPath", "fileName");
/// As above, and fileUrl: a public file, which the service fetches itself.
inline constexpr auto url_inputs = outermost("uploadPath", "fileName", "fileUrl");

/// @return no body
[[nodiscard]] std::expected<Payload, Complaint> build_for_file(Inputs given);
[[nodiscard]] std::expected<Payload, Complaint> build_for_url(Inputs given);
/// @return the file's URL, for 24 hours
[[nodiscard]] std::expected<Reply, Error> read(const Answer& answer, Inputs);

}  // namespace aleph::upload
