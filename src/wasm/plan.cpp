#include "plan.hpp"

#include <array>
#include <cstdint>
#include <string_view>

#include "arguments.hpp"
#include "core/schedule/poll.hpp"
#include "json_writer.hpp"

namespace aleph {
namespace {

enum LookMember : std::uint8_t { seen, backoff, now, create_time, waited, remaining, hidden, told, interval, random };
constexpr auto look_members =
    outermost("seen", "backoff", "now", "createTime", "waited", "remaining", "hidden", "told", "interval", "random");

enum DeadlineMember : std::uint8_t { slept, looked_after };
constexpr auto deadline_members = outermost("slept", "lookedAfter");

constexpr std::array<std::string_view, 4> seen_names = {"nothing", "processing", "final", "failure"};
constexpr std::array<std::string_view, 4> action_names = {"look", "done", "give-up", "time-out"};

PollState::Seen seen_from(std::string_view name) {
  std::uint8_t seen = 0;
  while (seen_names[seen] != name && seen < seen_names.size() - 1) ++seen;
  return static_cast<PollState::Seen>(seen);
}

/// A Date's value as the core's time; what is no time at all is none.
std::optional<EpochMs> as_time(std::optional<double> ms) {
  if (!ms || !(*ms > 0) || *ms > static_cast<double>(max_epoch_ms)) return {};
  return static_cast<EpochMs>(*ms);
}

std::string text_of(const PollPlan& plan) {
  JsonWriter out;
  out.member("action", action_names[static_cast<std::size_t>(plan.action)]);
  out.member("delay", std::optional(plan.delay_ms));
  return std::move(out).take();
}

}  // namespace

std::string plan_look(const std::string& state) {
  const Arguments given(state, look_members);
  return text_of(next_poll({.seen = seen_from(given.text(seen)),
                            .backoff_ms = given.number(backoff),
                            .now = as_time(given.number(now)).value_or(0),
                            .create_time = as_time(given.number(create_time)),
                            .waited_ms = given.number(waited).value_or(0),
                            .remaining_ms = given.number_or_infinity(remaining),
                            .hidden = given.truth(hidden),
                            .told = given.truth(told),
                            .interval_ms = given.number(interval),
                            .random = given.number(random).value_or(0)}));
}

std::string plan_deadline(const std::string& state) {
  const Arguments given(state, deadline_members);
  return text_of(at_deadline({.slept = given.truth(slept), .looked_after = given.truth(looked_after)}));
}

}  // namespace aleph
