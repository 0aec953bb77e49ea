#include "invariants.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "core/http/request.hpp"
#include "core/wire/text.hpp"

namespace aleph::fuzz {
namespace {

/// The longest sentences of ours, and what is quoted of the service's.
constexpr std::size_t longest_message = 300 + 400;

/// The bytes that a character may begin with, and what may follow them.
struct Sequence {
  unsigned char first_from, first_to, second_from, second_to;
  std::size_t length;
};

/// "Well-Formed UTF-8 Byte Sequences", the Unicode Standard's table 3-7.
constexpr std::array well_formed = std::to_array<Sequence>({
    {0x00, 0x7F, 0x00, 0x00, 1},
    {0xC2, 0xDF, 0x80, 0xBF, 2},
    {0xE0, 0xE0, 0xA0, 0xBF, 3},
    {0xE1, 0xEC, 0x80, 0xBF, 3},
    {0xED, 0xED, 0x80, 0x9F, 3},
    {0xEE, 0xEF, 0x80, 0xBF, 3},
    {0xF0, 0xF0, 0x90, 0xBF, 4},
    {0xF1, 0xF3, 0x80, 0xBF, 4},
    {0xF4, 0xF4, 0x80, 0x8F, 4},
});

/// The value of the hexadecimal digits of an ASCII character at the front of a text; negative for none.
int ascii_at(std::string_view text) {
  constexpr std::string_view high = "01234567";
  constexpr std::string_view low = "0123456789abcdefABCDEF";
  if (text.size() < 2 || !high.contains(text[0]) || !low.contains(text[1])) return -1;
  return static_cast<int>(std::strtol(std::string(text.substr(0, 2)).c_str(), nullptr, 16));
}

std::string without_json_escapes(std::string_view text) {
  if (!text.contains('\\')) return std::string(text);
  std::string decoded;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\\' && at + 1 < text.size()) {
      ++at;
      const auto rest = text.substr(at);
      if (const int sign = rest.starts_with("u00") ? ascii_at(rest.substr(3)) : -1; sign >= 0) {
        decoded += static_cast<char>(sign);
        at += 4;
        continue;
      }
    }
    decoded += text[at];
  }
  return decoded;
}

std::string without_percent(std::string_view text) {
  if (!text.contains('%')) return std::string(text);
  std::string decoded;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const int sign = text[at] == '%' ? ascii_at(text.substr(at + 1)) : -1;
    decoded += sign >= 0 ? static_cast<char>(sign) : text[at];
    if (sign >= 0) at += 2;
  }
  return decoded;
}

template <typename Value>
void require_number(const std::optional<Value>& value) {
  require(!value || std::isfinite(static_cast<double>(*value)), "a number is finite");
}

void require_time(const std::optional<EpochMs>& time) {
  require(!time || (*time >= -max_epoch_ms && *time <= max_epoch_ms), "a time is one that a Date holds");
}

}  // namespace

void require(bool holds, std::string_view what) {
  if (holds) return;
  std::cerr << "INVARIANT BROKEN: " << what << '\n';
  std::abort();
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const auto byte = [text](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const auto* const row = std::ranges::find_if(
        well_formed, [&byte](const Sequence& one) { return byte(0) >= one.first_from && byte(0) <= one.first_to; });
    if (row == well_formed.end() || text.size() < row->length) return false;
    if (row->length > 1 && (byte(1) < row->second_from || byte(1) > row->second_to)) return false;
    for (std::size_t at = 2; at < row->length; ++at) {
      if (byte(at) < 0x80 || byte(at) > 0xBF) return false;
    }
    text.remove_prefix(row->length);
  }
  return true;
}

bool spells_key(std::string_view text, std::string_view key, int decodings) {
  if (text.contains(key)) return true;
  if (decodings == 0) return false;
  return std::ranges::any_of(std::array{without_json_escapes, without_percent}, [=](auto decode) {
    const auto decoded = decode(text);
    return decoded != text && spells_key(decoded, key, decodings - 1);
  });
}

bool is_json_object(std::string_view text) {
  const auto start = text.find_first_not_of(" \t\r\n");
  return start != text.npos && text[start] == '{' && !text.contains('\0') && nlohmann::json::accept(text);
}

void require_clean(std::string_view text) {
  require(is_utf8(text), "a text is UTF-8");
  require(!spells_key(text, planted_key, 2), "no text spells the key");
}

void require_clean(const std::optional<std::string>& text) {
  if (text) require_clean(std::string_view(*text));
}

void require_task(const Task& task) {
  require_clean(std::string_view(task.task_id));
  require(!is_blank(task.task_id), "a task has an id");
  require(!task.stage || task.status == Status::processing, "a stage is that of a task that goes on");
  require(!task.response || task.status != Status::processing || task.route == Route::aleph,
          "a task that goes on has no result");
  for (const auto& [name, member] : number_members) require_number(task.*member);
  for (const auto& [name, member] : text_members) {
    const auto& text = task.*member;
    require_clean(text);
    require(!text || !is_blank(*text), "a text is not blank");
  }
  for (const auto& [name, member] : time_members) require_time(task.*member);
  const auto& [json, object] = task.parameters;
  require_clean(json);
  require_clean(object);
  require(!object || (json && is_json_object(*object)), "parameters are a JSON object that was sent");
  if (const auto& response = task.response) {
    require_clean(response->task_id);
    require_clean(response->result_video_url);
    require_clean(response->result_image_url);
  }
}

void require_reply(const Reply& reply, std::string_view operation) {
  const bool is_task = operation == "look" || operation == "create";
  const auto* const task = std::get_if<Task>(&reply);
  require((task != nullptr) == is_task, "a task is what looking and creating give");
  if (task != nullptr) require_task(*task);
  const auto* const number = std::get_if<double>(&reply);
  require((number != nullptr) == (operation == "credits"), "a number is what credits are");
  if (number != nullptr) require(std::isfinite(*number), "credits are finite");
  if (const auto* const text = std::get_if<std::string>(&reply)) {
    require_clean(std::string_view(*text));
    require(!is_blank(*text), "an address is not blank");
  }
}

void require_error(const Error& error) {
  const auto& kind = info(error.kind);
  require(kind_from_name(kind.name) == error.kind, "an error is of a kind of the table");
  require_clean(std::string_view(error.message));
  require(error.message.ends_with(kind.advice), "an error says what to do");
  require(error.message.size() <= longest_message, "a message is short");
  require_number(error.code);
  require_number(error.retry_after);
  require(!error.retry_after || *error.retry_after >= 0, "nobody waits for the past");
}

void require_complaint(const Complaint& complaint) {
  require(complaint.about.ends_with(' ') && !complaint.what.empty(), "a complaint is a sentence in two parts");
}

}  // namespace aleph::fuzz
