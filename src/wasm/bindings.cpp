// The embind table: names JavaScript uses for the C++ functions and values. Nothing else.
#include <emscripten/bind.h>

#include "core/schedule.hpp"
#include "lookup.hpp"
#include "poll.hpp"

namespace {

double retry_delay_or_negative(const aleph::RetryState& state) { return aleph::retry_delay(state).value_or(-1); }

}  // namespace

EMSCRIPTEN_BINDINGS(aleph) {
  using namespace aleph;
  using namespace emscripten;

  register_optional<double>();
  register_optional<std::string>();
  register_optional<WireTask>();
  register_optional<WireError>();

  value_object<Lookup>("Lookup")
      .field("baseUrl", &Lookup::base_url)
      .field("taskId", &Lookup::task_id)
      .field("apiKey", &Lookup::api_key)
      .field("timeout", &Lookup::timeout_ms)
      .field("maxResponseBytes", &Lookup::max_response_bytes)
      .field("raw", &Lookup::raw);

  value_object<WireTask>("WireTask")
      .field("taskId", &WireTask::task_id)
      .field("status", &WireTask::status)
      .field("successFlag", &WireTask::success_flag)
      .field("errorCode", &WireTask::error_code)
      .field("errorMessage", &WireTask::error_message)
      .field("createTime", &WireTask::create_time)
      .field("completeTime", &WireTask::complete_time)
      .field("paramJson", &WireTask::param_json)
      .field("hasParameters", &WireTask::has_parameters)
      .field("hasResponse", &WireTask::has_response)
      .field("responseTaskId", &WireTask::response_task_id)
      .field("resultVideoUrl", &WireTask::result_video_url)
      .field("resultImageUrl", &WireTask::result_image_url);

  value_object<WireError>("WireError")
      .field("kind", &WireError::kind)
      .field("message", &WireError::message)
      .field("retryable", &WireError::retryable)
      .field("code", &WireError::code)
      .field("status", &WireError::status)
      .field("retryAfter", &WireError::retry_after);

  value_object<Settlement>("Settlement")
      .field("task", &Settlement::task)
      .field("error", &Settlement::error)
      .field("raw", &Settlement::raw);

  value_object<RetryState>("RetryState")
      .field("retryable", &RetryState::retryable)
      .field("failures", &RetryState::failures)
      .field("maxRetries", &RetryState::max_retries)
      .field("retryAfter", &RetryState::retry_after)
      .field("remaining", &RetryState::remaining_ms)
      .field("random", &RetryState::random);

  value_object<WirePollState>("PollState")
      .field("status", &WirePollState::status)
      .field("errorKind", &WirePollState::error_kind)
      .field("retryAfter", &WirePollState::retry_after)
      .field("failures", &WirePollState::failures)
      .field("failing", &WirePollState::failing_ms)
      .field("now", &WirePollState::now)
      .field("createTime", &WirePollState::create_time)
      .field("waited", &WirePollState::waited_ms)
      .field("remaining", &WirePollState::remaining_ms)
      .field("hidden", &WirePollState::hidden)
      .field("interval", &WirePollState::interval_ms)
      .field("random", &WirePollState::random);

  value_object<WirePollPlan>("PollPlan").field("action", &WirePollPlan::action).field("delay", &WirePollPlan::delay_ms);

  function("startLookup", &start_lookup);
  function("abortLookup", &abort_fetch);
  function("retryDelay", &retry_delay_or_negative);
  function("nextPoll", &plan_next_poll);
}
