// The embind table: names JavaScript uses for the C++ functions. Nothing else.
#include <emscripten/bind.h>

#include "lookup.hpp"
#include "poll.hpp"

EMSCRIPTEN_BINDINGS(aleph) {
  emscripten::function("startLookup", &aleph::start_lookup);
  emscripten::function("abortLookup", &aleph::abort_fetch);
  emscripten::function("retryDelay", &aleph::plan_retry);
  emscripten::function("nextPoll", &aleph::plan_next_poll);
}
