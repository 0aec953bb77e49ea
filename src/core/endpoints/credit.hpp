// `GET /api/v1/chat/credit`: how many credits the account has left.
// Rules: docs/contract.md, "Helpers".
// The vendor's page: https://docs.kie.ai/common-api
#pragma once

#include <expected>
#include <string_view>

#include "core/endpoint.hpp"

namespace aleph::credit {

[[nodiscard]] std::expected<Payload, Complaint> build(Inputs given);

/// @return a number, fractional on the wire
[[nodiscard]] std::expected<Reply, Error> read(const Answer& answer, Inputs given);

}  // namespace aleph::credit
