// Makes a task, on either route. What it costs is spent when the service takes it; there is no way to ask twice for
// one. Rules: docs/contract.md, "Creating". The vendor's page: https://docs.kie.ai/runway-api/generate-aleph-video
#pragma once

#include <expected>
#include <string_view>

#include "core/endpoint.hpp"
#include "core/wire/json.hpp"

namespace aleph::create_task {

/// In the older route's names; `jobs_parameters.hpp` has those of the other.
inline constexpr auto inputs =
    outermost("prompt", "videoUrl", "aspectRatio", "referenceImage", "seed", "waterMark", "uploadCn", "callBackUrl");

/// @param given `prompt`: a text that is not blank; `videoUrl`, `referenceImage`, `callBackUrl`: absolute http(s)
/// URLs;
///   `aspectRatio`: one of six; `seed`: a whole number; `waterMark`: a text; `uploadCn`: a truth. All but the first two
///   may be left out.
[[nodiscard]] std::expected<Payload, Complaint> build_for_jobs(Inputs given);
[[nodiscard]] std::expected<Payload, Complaint> build_for_aleph(Inputs given);

/// @return the new task, `processing`: its id and route, nothing else is known yet
[[nodiscard]] std::expected<Reply, Error> read_from_jobs(const Answer& answer, Inputs given);
[[nodiscard]] std::expected<Reply, Error> read_from_aleph(const Answer& answer, Inputs given);

}  // namespace aleph::create_task
