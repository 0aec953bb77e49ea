// What an answer of the older lookup, that of the aleph route, says of a task.
// Rules: docs/contract.md, "Data".
// The vendor's page: https://docs.kie.ai/runway-api/get-aleph-video-details
#pragma once

#include <expected>

#include "core/endpoint.hpp"
#include "core/endpoints/record_info.hpp"

namespace aleph::aleph_record_info {

extern const record_info::Dialect dialect;

[[nodiscard]] std::expected<Reply, Error> read(const Answer& answer, Inputs given);

}  // namespace aleph::aleph_record_info
