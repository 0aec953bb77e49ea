#include "core/endpoints/credit.hpp"

#include "core/wire/envelope.hpp"

namespace aleph::credit {

std::expected<Payload, Complaint> build(Inputs) { return {}; }

std::expected<Reply, Error> read(const Answer& answer, Inputs) {
  const auto data =
      read_one(answer, envelope::members, [](const Scalar& value) { return value.as_number().has_value(); });
  if (!data) return std::unexpected(data.error());
  return data->as_number().value_or(0);
}

}  // namespace aleph::credit
