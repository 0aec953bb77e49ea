// `POST /api/v1/common/download-url`: a link to one of the service's own files that downloads it, for 20 minutes.
// Rules: docs/contract.md, "Helpers".
// The vendor's page: https://docs.kie.ai/common-api
#pragma once

#include <expected>
#include <string>

#include "core/endpoint.hpp"
#include "core/wire/json.hpp"

namespace aleph::download_url {

inline constexpr auto inputs = outermost("url");

/// @param given `url`: an absolute http(s) URL; whether it is the service's own is the service's to say
[[nodiscard]] std::expected<Payload, Complaint> build(Inputs given);

/// @return the link, as a text
[[nodiscard]] std::expected<Reply, Error> read(const Answer& answer, Inputs given);

}  // namespace aleph::download_url
