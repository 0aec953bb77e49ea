// Says natively what WebAssembly says of the same bytes: a line of standard input each, a line of JSON for it.
// `answer <bytes in hexadecimal digits>`, `callback <JSON>`, `look <JSON>`; same-in-wasm.test.js compares.
#include <array>
#include <cstdio>
#include <iostream>
#include <string>

#include "answer.hpp"
#include "callback.hpp"
#include "core/route.hpp"
#include "core/schedule/retry.hpp"
#include "plan.hpp"
#include "settlement.hpp"

/// JavaScript's own in WebAssembly (src/wasm/call.js); another writing of the same number here.
extern "C" std::size_t aleph_number_text(double number, char* text, std::size_t room);
extern "C" std::size_t aleph_number_text(double number, char* text, std::size_t room) {
  // JavaScript writes no negative zero.
  return static_cast<std::size_t>(std::snprintf(text, room, "%.17g", number == 0 ? 0 : number));
}

namespace aleph::fuzz {
namespace {

std::string bytes_of(std::string_view digits) {
  std::string bytes;
  for (; digits.size() >= 2; digits.remove_prefix(2)) {
    bytes += static_cast<char>(std::stoi(std::string(digits.substr(0, 2)), nullptr, 16));
  }
  return bytes;
}

/// What src/wasm/call.cpp tells of an answer to a first request, of a route that was named.
std::string settlement_of(std::string_view bytes) {
  const auto [endpoint, reply] = read_answer(bytes);
  const bool is_look = endpoint.operation == "look";
  const RouteRequest search{.wanted = endpoint.route};
  if (reply) return text_of(*reply, is_look ? after_answer(search, {}) : RouteOutcome{}, "");
  const bool is_known = endpoint.idempotent || is_refusal(reply.error());
  const auto error = is_known ? reply.error() : unknown_outcome_of(reply.error());
  const Failure failure{.kind = error.kind, .retry_after = error.retry_after, .idempotent = endpoint.idempotent};
  return text_of(error, may_repeat(info(error.kind), endpoint.idempotent), backoff_delay(failure, 0),
                 is_look ? after_answer(search, error.kind) : RouteOutcome{}, "");
}

std::string line_for(const std::string& line) {
  const auto space = std::min(line.find(' '), line.size());
  const auto what = line.substr(0, space);
  const auto given = line.substr(std::min(space + 1, line.size()));
  if (what == "answer") return settlement_of(bytes_of(given));
  if (what == "callback") return read_told(given);
  if (what == "look") return plan_look(given);
  return "null";
}

}  // namespace
}  // namespace aleph::fuzz

int main() {
  for (std::string line; std::getline(std::cin, line);) std::cout << aleph::fuzz::line_for(line) << '\n';
}
