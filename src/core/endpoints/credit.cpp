#include "core/endpoints/credit.hpp"

#include <array>

#include "core/wire/envelope.hpp"

namespace aleph::credit {

std::expected<Payload, std::string> build(Inputs) { return {}; }

std::expected<Reply, Error> read(const Answer& answer, Inputs) {
  std::array<Scalar, envelope::end> values;
  const auto code = read_envelope(answer.body, envelope::members, values);
  const auto credits = values[envelope::data].as_number();
  if (code == 200 && credits) return *credits;
  return std::unexpected(error_of_answer(answer, code, values[envelope::msg]));
}

}  // namespace aleph::credit
