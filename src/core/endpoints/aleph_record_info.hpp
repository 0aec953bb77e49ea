// What an answer of the older lookup, that of the aleph route, says of a task.
// Rules: docs/contract.md, "Data".
// The vendor's page: https://docs.kie.ai/runway-api/get-aleph-video-details
#pragma once

#include <expected>

#include "core/endpoint.hpp"

namespace aleph::aleph_record_info {

[[nodiscard]] std::expected<Reply, Error> read(const Answer& answer, Inputs given);

}  // namespace aleph::aleph_record_info
