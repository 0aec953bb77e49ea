// The embind table: names JavaScript uses for the C++ functions. Nothing else.
#include <emscripten/bind.h>

#include "call.hpp"
#include "callback.hpp"
#include "plan.hpp"

EMSCRIPTEN_BINDINGS(aleph) {
  emscripten::function("startRequest", &aleph::start_request);
  emscripten::function("abortRequest", &aleph::abort_fetch);
  emscripten::function("planLook", &aleph::plan_look);
  emscripten::function("planDeadline", &aleph::plan_deadline);
  emscripten::function("readCallback", &aleph::read_told);
}
