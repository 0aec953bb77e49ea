// Any body of a callback: what it says of one task, or one complaint; and the same for the key's sake once blotted out.
#include "core/callback.hpp"

#include "core/http/request.hpp"
#include "core/wire/redact.hpp"
#include "input.hpp"
#include "invariants.hpp"

using namespace aleph;
using namespace aleph::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string body(Input(data, size).rest());
  redact(body, planted_key);
  const auto callback = read_callback(body);
  if (!callback) {
    require_complaint(callback.error());
    return 0;
  }
  const auto& [route, status, task] = *callback;
  require_task(task);
  require(complaint_about_task_id(task.task_id).empty(), "the id is one that a lookup takes");
  require(task.status == status.value_or(Status::processing), "a task's status is the callback's");
  require(!route || status || route == Route::aleph, "the newer route says a state");
  return 0;
}
