#include "answer.hpp"

#include <cstdint>
#include <vector>

#include "core/endpoints.hpp"
#include "core/wire/redact.hpp"
#include "input.hpp"
#include "invariants.hpp"

namespace aleph::fuzz {

Answered read_answer(std::string_view bytes) {
  constexpr std::uint8_t no_retry_after = 255;
  Input input(bytes);
  const auto& endpoint = endpoints[input.one_of(endpoints.size())];
  const int status = 100 + input.number<std::uint16_t>() % 500;
  const auto seconds = input.byte();
  std::string body(input.rest());
  redact(body, planted_key);
  std::vector<Scalar> given(endpoint.inputs.size());
  if (endpoint.operation == "look") given.front() = {.type = Scalar::Type::string, .text = std::string(asked_id)};
  return {
      .endpoint = endpoint,
      .reply = endpoint.read({.status = status,
                              .body = body,
                              .retry_after = seconds == no_retry_after ? std::nullopt : std::optional<double>(seconds)},
                             given)};
}

}  // namespace aleph::fuzz
