// When to look at a followed task again, as values JavaScript can hold.
#pragma once

#include <optional>
#include <string>

namespace aleph {

/// A `PollState`; status and kind by their names, empty for none.
struct WirePollState {
  std::string status{};
  std::string error_kind{};
  std::optional<double> retry_after{};
  int failures{};
  double failing_ms{};
  double now{};
  std::optional<double> create_time{};
  double waited_ms{};
  double remaining_ms{};
  bool hidden{};
  std::optional<double> interval_ms{};
  double random{};
};

/// A `PollPlan`; the action is "look", "done", "give-up" or "time-out".
struct WirePollPlan {
  std::string action{};
  double delay_ms{};
};

[[nodiscard]] WirePollPlan plan_next_poll(const WirePollState& wire);

}  // namespace aleph
