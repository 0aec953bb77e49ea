#include "call.hpp"

#include <emscripten/html5.h>

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>
#include <utility>

#include "arguments.hpp"
#include "core/endpoints/record_info.hpp"
#include "core/http/secret.hpp"
#include "core/route.hpp"
#include "core/schedule/retry.hpp"
#include "core/wire/redact.hpp"
#include "settlement.hpp"

namespace aleph {
namespace {

extern "C" {
// In call.js.
/// Writes the key of the request that is being started, with a zero behind it, cut off after `room - 1` bytes.
/// @return bytes written; negative when there is no key
int aleph_key(char* text, std::size_t room);
/// Hands over the answer of a request; of that which is being started when `id` is 0.
void aleph_settle(FetchId id, const char* json, std::size_t json_size, const char* raw, std::size_t raw_size);
}

enum Argument : std::uint8_t {
  base_url,
  task_id,
  timeout,
  max_response_bytes,
  raw,
  route,
  known_route,
  missed_route,
  is_second,
  failures,
  failing_since,
  max_retries,
  deadline,
  random,
};
constexpr auto argument_members =
    outermost("baseUrl", "taskId", "timeout", "maxResponseBytes", "raw", "route", "knownRoute", "missedRoute",
              "isSecond", "failures", "failingSince", "maxRetries", "deadline", "random");
/// Not as an argument: embind would leave a copy of it behind.
std::optional<Secret> take_key() {
  std::array<char, max_key_bytes + 2> text;  // one byte more than allowed, and a zero
  const int size = aleph_key(text.data(), text.size());
  if (size < 0) return {};
  Secret key(std::string_view(text.data(), static_cast<std::size_t>(size)));
  wipe(text.data(), text.size());
  return key;
}

/// Sends a request, reads the answer when it comes, and tells JavaScript.
class TaskRequest : public Receiver {
 public:
  explicit TaskRequest(std::string_view arguments) : given_(arguments, argument_members), key_(take_key()) {
    route_ = {.wanted = route_from_name(given_.text(route)),
              .memory{.known = route_from_name(given_.text(known_route)),
                      .missed = route_from_name(given_.text(missed_route))},
              .is_second = given_.truth(is_second)};
  }

  [[nodiscard]] std::expected<Request, Error> build() const {
    return build_record_info(
        route_of(route_),
        {.base_url = given_.text(base_url), .task_id = given_.text(task_id), .api_key = key_.transform(&Secret::view)});
  }

  [[nodiscard]] FetchLimits limits() const {
    constexpr double largest = std::numeric_limits<std::int32_t>::max();
    return {
        .timeout_ms = given_.number_or_infinity(timeout),
        .max_body_bytes = static_cast<std::size_t>(std::min(given_.number_or_infinity(max_response_bytes), largest))};
  }

  void settle(Fetched& fetched) override {
    if (const auto failure = fetched.failure) {
      const bool is_too_large = failure == ErrorKind::invalid_response;
      const char* const said = is_too_large ? "The answer is larger than the allowed number of bytes" : "";
      refuse(fetched.id, make_error(*failure, said));
      return;
    }
    if (key_) redact(fetched.body, key_->view());
    const auto result =
        read_record_info(route_of(route_), {fetched.status, fetched.body, fetched.retry_after}, given_.text(task_id));
    if (!result) {
      refuse(fetched.id, result.error());
      return;
    }
    const auto json = text_of(*result, after_answer(route_, {}));
    aleph_settle(fetched.id, json.data(), json.size(), given_.truth(raw) ? fetched.body.data() : nullptr,
                 fetched.body.size());
  }

  void refuse(FetchId id, const Error& error) const {
    const auto json = text_of(error, delay_after(error), after_answer(route_, error.kind));
    aleph_settle(id, json.data(), json.size(), nullptr, 0);
  }

 private:
  /// Of one call when it has a number of retries, else of a wait.
  [[nodiscard]] std::optional<double> delay_after(const Error& error) const {
    const double now = emscripten_date_now();
    const Failure failure{.kind = error.kind,
                          .retry_after = error.retry_after,
                          .failures = static_cast<int>(given_.number(failures).value_or(0)) + 1,
                          .random = given_.number(random).value_or(0)};
    if (const auto retries = given_.number(max_retries)) {
      return retry_delay(failure, {.max_retries = *retries, .remaining_ms = given_.number_or_infinity(deadline) - now});
    }
    return backoff_delay(failure, now - given_.number(failing_since).value_or(now));
  }

  Arguments given_;
  std::optional<Secret> key_;
  RouteRequest route_;
};

}  // namespace

FetchId request_task(const std::string& arguments) {
  auto task_request = std::make_unique<TaskRequest>(arguments);
  const auto request = task_request->build();
  if (!request) {
    task_request->refuse(0, request.error());
    return 0;
  }
  const auto limits = task_request->limits();
  return start_fetch(*request, limits, std::move(task_request));
}

}  // namespace aleph
