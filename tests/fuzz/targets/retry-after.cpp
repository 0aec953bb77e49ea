// Any header `Retry-After` at any time: none, or seconds that are never past, as many as it says.
#include <algorithm>
#include <cmath>
#include <string>

#include "core/http/retry_after.hpp"
#include "core/schedule/retry.hpp"
#include "input.hpp"
#include "invariants.hpp"

using namespace aleph;
using namespace aleph::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Input input(data, size);
  const auto now = std::clamp(input.number<EpochMs>(), -max_epoch_ms, max_epoch_ms);
  const auto value = input.rest();
  const auto seconds = read_retry_after(value, now);
  if (!seconds) return 0;
  require(std::isfinite(*seconds) && *seconds >= 0, "nobody waits for the past, or for ever");
  const bool is_date = value.contains(':');
  require(is_date || *seconds <= 999'999'999, "seconds have nine digits");
  if (!is_date) require(*seconds == std::stod(std::string(value)), "seconds are as many as it says");
  const auto delay = retry_delay({.kind = ErrorKind::rate_limit, .retry_after = seconds}, {.remaining_ms = HUGE_VAL});
  require(delay == (*seconds <= 60 ? std::optional(*seconds * 1000) : std::nullopt), "up to a minute it is kept");
  return 0;
}
