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
void redact(std::string& text, const std::optional<std::string>& key) {
  if (!key || key->size() < shortest_secret) return;
  const auto first = key->find_first_not_of('\\');
  if (first == key->npos) return;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != (*key)[first] && text[at] != '\\') {
      ++at;
      continue;
    }
    const auto length = spelled_length(std::string_view(text).substr(at), *key);
    std::fill_n(text.begin() + static_cast<std::ptrdiff_t>(at), length, '*');
    // From within a run of backslashes nothing else would be found than from its start.
    at = length > 0 ? at + length : std::max(at + 1, after_backslashes(text, at));
  }
}

std::optional<double> as_double(const std::optional<EpochMs>& ms) {
  return ms ? std::optional(static_cast<double>(*ms)) : std::nullopt;
}

WireTask to_wire(Task task) {
  WireTask wire{
      .task_id = std::move(task.task_id),
      .status = std::string(name_of(task.status)),
      .success_flag = task.success_flag,
      .error_code = task.error_code,
      .error_message = std::move(task.error_message),
      .create_time = as_double(task.create_time),
      .complete_time = as_double(task.complete_time),
      .param_json = std::move(task.parameters.json),
      .has_parameters = task.parameters.is_object,
      .has_response = task.response.has_value(),
  };
  if (auto& response = task.response) {
    wire.response_task_id = std::move(response->task_id);
    wire.result_video_url = std::move(response->result_video_url);
    wire.result_image_url = std::move(response->result_image_url);
  }
  return wire;
}

WireError to_wire(Error error) {
  const auto& kind = info(error.kind);
  return {.kind = std::string(kind.name),
          .message = std::move(error.message),
          .retryable = kind.retryable,
          .code = error.code,
          .status = error.status,
          .retry_after = error.retry_after};
}

/// Reads the answer when it comes and tells JavaScript.
class LookupReceiver : public Receiver {
 public:
  LookupReceiver(const Lookup& lookup, emscripten::val on_settled)
      : task_id_(lookup.task_id), api_key_(lookup.api_key), raw_(lookup.raw), on_settled_(std::move(on_settled)) {}

  void settle(std::expected<FetchedAnswer, Error> result) override {
    Settlement settlement;
    if (!result) {
      settlement.error = to_wire(std::move(result.error()));
    } else {
      redact(result->body, api_key_);
      auto task = read_record_info({result->status, result->body, result->retry_after}, task_id_);
      if (task) {
        settlement.task = to_wire(std::move(*task));
      } else {
        settlement.error = to_wire(std::move(task.error()));
      }
      if (raw_) settlement.raw = std::move(result->body);
    }
    on_settled_(std::move(settlement));
  }

 private:
  std::string task_id_;
  std::optional<std::string> api_key_;
  bool raw_;
  emscripten::val on_settled_;
};

}  // namespace

FetchId start_lookup(const Lookup& lookup, emscripten::val on_settled) {
  const auto request = build_request({lookup.base_url, lookup.task_id, lookup.api_key});
  if (!request) {
    on_settled(Settlement{.task = {}, .error = to_wire(request.error()), .raw = {}});
    return 0;
  }
  constexpr double largest = std::numeric_limits<std::int32_t>::max();
  const FetchLimits limits{.timeout_ms = lookup.timeout_ms,
                           .max_body_bytes = static_cast<std::size_t>(std::min(lookup.max_response_bytes, largest))};
  return start_fetch(*request, limits, std::make_unique<LookupReceiver>(lookup, std::move(on_settled)));
}

}  // namespace aleph
