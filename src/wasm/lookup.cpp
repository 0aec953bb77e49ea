#include "lookup.hpp"

#include <algorithm>
#include <limits>
#include <string_view>
#include <utility>

#include "core/record_info.hpp"

namespace aleph {
namespace {

/// Shorter keys are no real ones, and blotting them out would make a text unreadable.
constexpr std::size_t shortest_secret = 8;

/// Whether `text` starts with `u00XX`, the JSON escape of the ASCII character `c` without its backslash.
bool starts_with_escape(std::string_view text, char c) {
  constexpr std::string_view hex = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  return text.size() >= 5 && text.starts_with("u00") && (text[3] | 0x20) == hex[byte >> 4U] &&
         (text[4] | 0x20) == hex[byte & 15U];
}

/// Where the backslashes end that start at `at`, those written as `\\u005c` included; `at` itself when there are none.
std::size_t after_backslashes(std::string_view text, std::size_t at) {
  for (;;) {
    const auto end = std::min(text.find_first_not_of('\\', at), text.size());
    if (end == at || !starts_with_escape(text.substr(end), '\\')) return end;
    at = end + 5;
  }
}

/// How many bytes at the front of `text` spell `key`; 0 when they do not. In JSON any character may be escaped, and in
/// JSON within JSON, such as `paramJson`, by several backslashes: they are skipped, those of the key as well.
std::size_t spelled_length(std::string_view text, std::string_view key) {
  std::size_t at = 0;
  for (const char c : key) {
    if (c == '\\') continue;
    const auto next = after_backslashes(text, at);
    if (next > at && starts_with_escape(text.substr(next), c)) {
      at = next + 5;
    } else if (next < text.size() && text[next] == c) {
      at = next + 1;
    } else {
      return 0;
    }
  }
  return at;
}

/// Blots the key out of whatever a server sends back, so that no error, task or raw answer can carry it on.
void redact(std::string& text, const std::string& key) {
  if (key.size() < shortest_secret) return;
  const auto first = key.find_first_not_of('\\');
  if (first == key.npos) return;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != key[first] && text[at] != '\\') {
      ++at;
      continue;
    }
    const auto length = spelled_length(std::string_view(text).substr(at), key);
    std::fill_n(text.begin() + static_cast<std::ptrdiff_t>(at), length, '*');
    // From within a run of backslashes nothing else would be found than from its start.
    at = length > 0 ? at + length : std::max(at + 1, after_backslashes(text, at));
  }
}

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
