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

enum class Argument : std::uint8_t {
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
using CallArguments = Arguments<Argument, argument_members.size()>;

/// What failed before, and how long failures are put up with: of one call when it has a number of retries, else of a
/// wait.
struct Tries {
  int failures;
  std::optional<double> failing_since;  ///< epoch ms
  std::optional<double> max_retries;
  double deadline;  ///< of the call, epoch ms; may be infinite
  double random;

  [[nodiscard]] std::optional<double> delay_after(const Error& error) const {
    const double now = emscripten_date_now();
    const Failure failure{
        .kind = error.kind, .retry_after = error.retry_after, .failures = failures + 1, .random = random};
    if (max_retries) return retry_delay(failure, {.max_retries = *max_retries, .remaining_ms = deadline - now});
    return backoff_delay(failure, now - failing_since.value_or(now));
  }
};

/// Not as an argument: embind would leave a copy of it behind.
std::optional<Secret> take_key() {
  std::array<char, max_key_bytes + 2> text;  // one byte more than allowed, and a zero
  const int size = aleph_key(text.data(), text.size());
  if (size < 0) return {};
  Secret key(std::string_view(text.data(), static_cast<std::size_t>(size)));
  wipe(text.data(), text.size());
  return key;
}

void settle(FetchId id, const std::string& json, std::string_view raw = {}) {
  aleph_settle(id, json.data(), json.size(), raw.data(), raw.size());
}

/// Reads the answer when it comes and tells JavaScript.
class TaskReceiver : public Receiver {
 public:
  TaskReceiver(std::string task_id, Secret api_key, RouteRequest route, Tries tries, bool raw)
      : task_id_(std::move(task_id)), api_key_(std::move(api_key)), route_(route), tries_(tries), raw_(raw) {}

  void settle(Fetched& fetched) override {
    const auto result = read(fetched);
    const auto raw = raw_ && result ? std::string_view(fetched.body) : std::string_view();
    aleph::settle(fetched.id, settlement_of(result), raw);
  }

  [[nodiscard]] std::string settlement_of(const std::expected<Task, Error>& result) const {
    if (result) return text_of(*result, after_answer(route_, {}));
    const auto& error = result.error();
    return text_of(error, tries_.delay_after(error), after_answer(route_, error.kind));
  }

 private:
  std::expected<Task, Error> read(Fetched& fetched) {
    if (const auto failure = fetched.failure) {
      const bool is_too_large = failure == ErrorKind::invalid_response;
      return std::unexpected(
          make_error(*failure, is_too_large ? "The answer is larger than the allowed number of bytes" : ""));
    }
    redact(fetched.body, api_key_.view());
    return read_record_info(route_of(route_), {fetched.status, fetched.body, fetched.retry_after}, task_id_);
  }

  std::string task_id_;
  Secret api_key_;
  RouteRequest route_;
  Tries tries_;
  bool raw_;
};

}  // namespace

FetchId request_task(const std::string& arguments) {
  using enum Argument;
  const CallArguments given(arguments, argument_members);
  auto key = take_key();
  const RouteRequest route_request{
      .wanted = route_from_name(given.text(route)),
      .memory{.known = route_from_name(given.text(known_route)), .missed = route_from_name(given.text(missed_route))},
      .is_second = given.truth(is_second)};
  const Tries tries{.failures = static_cast<int>(given.number(failures).value_or(0)),
                    .failing_since = given.number(failing_since),
                    .max_retries = given.number(max_retries),
                    .deadline = given.number_or_infinity(deadline),
                    .random = given.number(random).value_or(0)};
  const auto request = build_record_info(
      route_of(route_request),
      {.base_url = given.text(base_url), .task_id = given.text(task_id), .api_key = key.transform(&Secret::view)});
  auto receiver = std::make_unique<TaskReceiver>(std::string(given.text(task_id)), std::move(key).value_or(Secret()),
                                                 route_request, tries, given.truth(raw));
  if (!request) {
    settle(0, receiver->settlement_of(std::unexpected(request.error())));
    return 0;
  }
  constexpr double largest = std::numeric_limits<std::int32_t>::max();
  const FetchLimits limits{
      .timeout_ms = given.number_or_infinity(timeout),
      .max_body_bytes = static_cast<std::size_t>(std::min(given.number_or_infinity(max_response_bytes), largest))};
  return start_fetch(*request, limits, std::move(receiver));
}

}  // namespace aleph
