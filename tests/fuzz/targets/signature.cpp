// What is signed of a callback: an id and a timestamp that is near, or one complaint.
#include <algorithm>
#include <string>

#include "core/callback.hpp"
#include "input.hpp"
#include "invariants.hpp"

using namespace aleph;
using namespace aleph::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Input input(data, size);
  // Any time of a Date: the bindings let no other through.
  const auto now = std::clamp(input.number<EpochMs>(), -max_epoch_ms, max_epoch_ms);
  const auto timestamp = input.part();
  const auto task_id = input.rest();
  const auto text = signed_text(task_id, timestamp, now);
  if (!text) {
    require_complaint(text.error());
    return 0;
  }
  require(*text == std::string(task_id) + '.' + std::string(timestamp), "the id and the timestamp as received");
  require(timestamp.find_first_not_of("0123456789") == timestamp.npos, "a timestamp is digits");
  const auto age = now - std::stoll(std::string(timestamp)) * 1000;
  require(age <= signature_window_ms && age >= -signature_window_ms, "a timestamp is near");
  return 0;
}
