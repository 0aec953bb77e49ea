#include "lookup.hpp"

#include <algorithm>
#include <limits>
#include <string_view>
#include <utility>

#include "core/record_info.hpp"
#include "core/redact.hpp"

namespace aleph {
namespace {

extern "C" {
// In library.js: the members of a settlement, one after the other; NaN and a null text are none.
void aleph_say_number(double number);
void aleph_say_text(const char* text, std::size_t length);
/// Hands over what was said for a request; for that which is being started when `id` is 0.
void aleph_settle(FetchId id);
}

void say(std::optional<double> number) { aleph_say_number(number.value_or(std::numeric_limits<double>::quiet_NaN())); }
void say(std::string_view text) { aleph_say_text(text.data(), text.size()); }
void say(const std::string& text) { say(std::string_view(text)); }
void say(const std::optional<std::string>& text) { text ? say(std::string_view(*text)) : say(std::string_view()); }

void tell(FetchId id, std::string_view raw, const Task& task) {
  const auto say_time = [](std::optional<EpochMs> time) {
    time ? say(static_cast<double>(*time)) : say(std::optional<double>());
  };
  say(raw);
  say(std::string_view());
  say(task.task_id);
  say(name_of(task.status));
  say(task.success_flag);
  say(task.error_code);
  say(task.error_message);
  say_time(task.create_time);
  say_time(task.complete_time);
  say(task.parameters.json);
  say(task.parameters.is_object);
  say(task.response.has_value());
  if (const auto& response = task.response) {
    say(response->task_id);
    say(response->result_video_url);
    say(response->result_image_url);
  }
  aleph_settle(id);
}

void tell(FetchId id, const Error& error) {
  const auto& kind = info(error.kind);
  say(std::string_view());
  say(kind.name);
  say(error.message);
  say(kind.retryable);
  say(error.code);
  say(error.status);
  say(error.retry_after);
  aleph_settle(id);
}

/// Reads the answer when it comes and tells JavaScript.
class LookupReceiver : public Receiver {
 public:
  LookupReceiver(const std::string& task_id, const std::string& api_key, bool raw)
      : task_id_(task_id), api_key_(api_key), raw_(raw) {}

  void settle(Fetched& fetched) override {
    const auto result = read(fetched);
    const auto raw = raw_ ? std::string_view(fetched.body) : std::string_view();
    result ? tell(fetched.id, raw, *result) : tell(fetched.id, result.error());
  }

 private:
  std::expected<Task, Error> read(Fetched& fetched) {
    if (const auto failure = fetched.failure) {
      const bool is_too_large = failure == ErrorKind::invalid_response;
      return std::unexpected(
          make_error(*failure, is_too_large ? "The answer is larger than the allowed number of bytes" : ""));
    }
    redact(fetched.body, api_key_);
    return read_record_info({fetched.status, fetched.body, fetched.retry_after}, task_id_);
  }

  std::string task_id_;
  std::string api_key_;
  bool raw_;
};

}  // namespace

FetchId start_lookup(const std::string& base_url, const std::string& task_id, const std::string& api_key, bool has_key,
                     double timeout_ms, double max_response_bytes, bool raw) {
  const auto request =
      build_request({base_url, task_id, has_key ? std::optional<std::string_view>(api_key) : std::nullopt});
  if (!request) {
    tell(0, request.error());
    return 0;
  }
  constexpr double largest = std::numeric_limits<std::int32_t>::max();
  const FetchLimits limits{.timeout_ms = timeout_ms,
                           .max_body_bytes = static_cast<std::size_t>(std::min(max_response_bytes, largest))};
  return start_fetch(*request, limits, std::make_unique<LookupReceiver>(task_id, api_key, raw));
}

}  // namespace aleph
