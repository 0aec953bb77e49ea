#include "lookup.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>
#include <utility>

#include "core/endpoints/record_info.hpp"
#include "core/http/secret.hpp"
#include "core/wire/redact.hpp"

namespace aleph {
namespace {

extern "C" {
// In library.js.
/// Writes the key of the request that is being started, with a zero behind it, cut off after `room - 1` bytes.
/// @return bytes written; negative when there is no key
int aleph_key(char* text, std::size_t room);
/// The members of a settlement, one after the other; NaN and a null text are none.
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
  say(task.parameters.object);
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

/// Not as an argument: embind would leave a copy of it behind.
std::optional<Secret> take_key() {
  std::array<char, max_key_bytes + 2> text;  // one byte more than allowed, and a zero
  const int size = aleph_key(text.data(), text.size());
  if (size < 0) return {};
  Secret key(std::string_view(text.data(), static_cast<std::size_t>(size)));
  wipe(text.data(), text.size());
  return key;
}

/// Reads the answer when it comes and tells JavaScript.
class LookupReceiver : public Receiver {
 public:
  LookupReceiver(std::string task_id, Secret api_key, bool raw)
      : task_id_(std::move(task_id)), api_key_(std::move(api_key)), raw_(raw) {}

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
    redact(fetched.body, api_key_.view());
    return read_record_info(Route::aleph, {fetched.status, fetched.body, fetched.retry_after}, task_id_);
  }

  std::string task_id_;
  Secret api_key_;
  bool raw_;
};

}  // namespace

FetchId start_lookup(const std::string& base_url, const std::string& task_id, double timeout_ms,
                     double max_response_bytes, bool raw) {
  auto key = take_key();
  const auto request = build_record_info(Route::aleph, {base_url, task_id, key.transform(&Secret::view)});
  if (!request) {
    tell(0, request.error());
    return 0;
  }
  constexpr double largest = std::numeric_limits<std::int32_t>::max();
  const FetchLimits limits{.timeout_ms = timeout_ms,
                           .max_body_bytes = static_cast<std::size_t>(std::min(max_response_bytes, largest))};
  auto receiver = std::make_unique<LookupReceiver>(task_id, std::move(key).value_or(Secret()), raw);
  return start_fetch(*request, limits, std::move(receiver));
}

}  // namespace aleph
