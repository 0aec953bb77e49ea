// Every endpoint's reading of any answer: a reply of its kind or an error that says what to do, never a key.
#include "answer.hpp"
#include "input.hpp"
#include "invariants.hpp"

using namespace aleph;
using namespace aleph::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto [endpoint, reply] = read_answer({reinterpret_cast<const char*>(data), size});
  if (reply) {
    require_reply(*reply, endpoint.operation);
    return 0;
  }
  const auto& error = reply.error();
  require_error(error);
  require(error.status.has_value(), "an answer has a status");
  require(error.kind != ErrorKind::connection && error.kind != ErrorKind::timeout, "an answer arrived");
  require_error(unknown_outcome_of(error));
  return 0;
}
