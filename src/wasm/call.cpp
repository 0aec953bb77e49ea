#include "call.hpp"

#include <emscripten/html5.h>

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>
#include <utility>

#include "arguments.hpp"
#include "core/endpoints.hpp"
#include "core/http/request.hpp"
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

/// Of every request; its endpoint's own are apart.
enum Argument : std::uint8_t {
  operation,
  base_url,
  timeout,
  max_response_bytes,
  raw,
  route,
  known_route,
  missed_route,
  is_second,
  created_at,
  failures,
  failing_since,
  max_retries,
  deadline,
  random,
  only_check,
};
constexpr auto argument_members =
    outermost("operation", "baseUrl", "timeout", "maxResponseBytes", "raw", "route", "knownRoute", "missedRoute",
              "isSecond", "createdAt", "failures", "failingSince", "maxRetries", "deadline", "random", "onlyCheck");

/// Not as an argument: embind would leave a copy of it behind.
std::optional<Secret> take_key() {
  std::array<char, max_key_bytes + 2> text;  // one byte more than allowed, and a zero
  const int size = aleph_key(text.data(), text.size());
  if (size < 0) return {};
  Secret key(std::string_view(text.data(), static_cast<std::size_t>(size)));
  wipe(text.data(), text.size());
  return key;
}

/// Of an answer that was cut off: no envelope, so its HTTP status decides.
Error too_large(const Fetched& fetched) {
  auto error = make_error(kind_of_status(fetched.status), "The answer is larger than the allowed number of bytes");
  error.status = fetched.status;
  error.retry_after = fetched.retry_after;
  return error;
}

/// Sends a request, reads the answer when it comes, and tells JavaScript.
class ServiceRequest : public Receiver {
 public:
  ServiceRequest(std::string_view arguments, std::string_view input)
      : given_(arguments, argument_members),
        search_{.wanted = route_from_name(given_.text(route)),
                .memory{.known = route_from_name(given_.text(known_route)),
                        .missed = route_from_name(given_.text(missed_route))},
                .is_second = given_.truth(is_second)},
        is_look_(given_.text(operation) == "look"),
        endpoint_(endpoint_for(given_.text(operation), is_look_ ? route_of(search_) : search_.wanted)),
        inputs_(input, endpoint_.inputs),
        key_(take_key()) {}

  [[nodiscard]] std::expected<Request, Error> build() {
    auto request = build_request(
        endpoint_, {.base_url = given_.text(base_url), .api_key = key_.transform(&Secret::view)}, inputs_.values());
    if (request) warning_ = std::move(request->warning);
    return request;
  }

  [[nodiscard]] FetchLimits limits() const {
    constexpr double largest = std::numeric_limits<std::int32_t>::max();
    return {
        .timeout_ms = given_.number_or_infinity(timeout),
        .max_body_bytes = static_cast<std::size_t>(std::min(given_.number_or_infinity(max_response_bytes), largest))};
  }

  void settle(Fetched& fetched) override {
    if (const auto failure = fetched.failure) {
      fail(fetched.id, failure == ErrorKind::invalid_response ? too_large(fetched) : make_error(*failure));
      return;
    }
    if (key_) redact(fetched.body, key_->view());
    const auto reply = endpoint_.read({fetched.status, fetched.body, fetched.retry_after}, inputs_.values());
    if (reply) {
      answer(fetched, *reply);
    } else if (is_look_ && reply.error().kind == ErrorKind::task_not_found && may_be_too_new(age())) {
      answer(fetched, new_task(inputs_.text(0), endpoint_.route));
    } else {
      fail(fetched.id, reply.error());
    }
  }

  /// Of a request that has not been sent.
  void refuse(const Error& error) const { tell(0, error); }
  /// Of a request that is not to be sent, as nothing is wrong with it.
  void approve() const { answer({}, std::string()); }
  [[nodiscard]] bool is_only_check() const { return given_.truth(only_check); }

 private:
  void answer(const Fetched& fetched, const Reply& reply) const {
    const auto json = text_of(reply, is_look_ ? after_answer(search_, {}) : RouteOutcome{}, warning_);
    aleph_settle(fetched.id, json.data(), json.size(), given_.truth(raw) ? fetched.body.data() : nullptr,
                 fetched.body.size());
  }

  /// Of a request that has been sent.
  void fail(FetchId id, const Error& error) const {
    if (endpoint_.idempotent || is_refusal(error)) {
      tell(id, error);
    } else {
      tell(id, unknown_outcome_of(error));
    }
  }

  void tell(FetchId id, const Error& error) const {
    const auto json = text_of(error, may_repeat(info(error.kind), endpoint_.idempotent), delay_after(error),
                              is_look_ ? after_answer(search_, error.kind) : RouteOutcome{}, warning_);
    aleph_settle(id, json.data(), json.size(), nullptr, 0);
  }

  /// Of one call when it has a number of retries, else of a wait.
  [[nodiscard]] std::optional<double> delay_after(const Error& error) const {
    const double now = emscripten_date_now();
    const Failure failure{.kind = error.kind,
                          .retry_after = error.retry_after,
                          .failures = static_cast<int>(given_.number(failures).value_or(0)) + 1,
                          .random = given_.number(random).value_or(0),
                          .idempotent = endpoint_.idempotent};
    if (const auto retries = given_.number(max_retries)) {
      return retry_delay(failure, {.max_retries = *retries, .remaining_ms = given_.number_or_infinity(deadline) - now});
    }
    return backoff_delay(failure, now - given_.number(failing_since).value_or(now));
  }

  /// Milliseconds since the caller itself made the task; infinite when it did not.
  [[nodiscard]] double age() const {
    return emscripten_date_now() - given_.number(created_at).value_or(-std::numeric_limits<double>::infinity());
  }

  Arguments given_;
  RouteRequest search_;
  bool is_look_;
  const Endpoint& endpoint_;
  Arguments inputs_;
  std::optional<Secret> key_;
  std::string warning_;
};

}  // namespace

FetchId start_request(const std::string& arguments, const std::string& input) {
  auto service_request = std::make_unique<ServiceRequest>(arguments, input);
  const auto request = service_request->build();
  if (!request) {
    service_request->refuse(request.error());
    return 0;
  }
  if (service_request->is_only_check()) {
    service_request->approve();
    return 0;
  }
  const auto limits = service_request->limits();
  return start_fetch(*request, limits, std::move(service_request));
}

}  // namespace aleph
