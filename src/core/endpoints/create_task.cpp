#include "core/endpoints/create_task.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "core/endpoints/jobs_parameters.hpp"
#include "core/http/request.hpp"
#include "core/wire/envelope.hpp"
#include "core/wire/json_text.hpp"
#include "core/wire/text.hpp"

namespace aleph::create_task {
namespace {

using Type = Scalar::Type;

constexpr std::array<std::string_view, 6> aspect_ratios = {"16:9", "9:16", "4:3", "3:4", "1:1", "21:9"};

/// Texts of failures say so; no length is published.
constexpr std::ptrdiff_t longest_prompt = 2048;

/// What is wrong with one argument, as the end of a sentence; empty when nothing is.
using Complaint = std::string_view (*)(const Scalar& value);

std::string_view about_prompt(const Scalar& value) { return value.as_text() ? "" : "must be a text that is not blank"; }
std::string_view about_text(const Scalar& value) { return value.type == Type::string ? "" : "must be a text"; }
std::string_view about_truth(const Scalar& value) { return value.type == Type::boolean ? "" : "must be true or false"; }
std::string_view about_url(const Scalar& value) {
  return value.type == Type::string ? complaint_about_url(value.text) : "must be a text";
}
std::string_view about_ratio(const Scalar& value) {
  return std::ranges::find(aspect_ratios, value.text) != aspect_ratios.end() ? "" : "must be 16:9, 9:16, 4:3, 3:4, 1:1 or 21:9";
}
std::string_view about_seed(const Scalar& value) {
  std::string digits;
  return value.type == Type::number && append_whole(digits, value.number) ? "" : "must be a whole number";
}

struct Rule {
  std::string_view subject;
  Complaint complaint;
  bool required = false;
};
/// In the order of `inputs`.
constexpr std::array<Rule, inputs.size()> rules = {{
    {.subject = "The prompt ", .complaint = about_prompt, .required = true},
    {.subject = "The video's URL ", .complaint = about_url, .required = true},
    {.subject = "The aspect ratio ", .complaint = about_ratio},
    {.subject = "The reference image's URL ", .complaint = about_url},
    {.subject = "The seed ", .complaint = about_seed},
    {.subject = "The watermark ", .complaint = about_text},
    {.subject = "uploadCn ", .complaint = about_truth},
    {.subject = "The callback's URL ", .complaint = about_url},
}};
constexpr std::size_t prompt = 0;
constexpr std::size_t video_url = 1;
constexpr std::size_t call_back_url = 7;

bool is_given(const Scalar& value) { return value.type != Type::absent && value.type != Type::null; }

/// What is wrong with the arguments; empty when nothing is.
std::string complaint_about(Inputs given) {
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const auto& rule = rules[i];
    std::string_view complaint;
    if (is_given(given[i])) {
      complaint = given[i].text.contains('\0') ? "has a zero character or half a surrogate pair in it"
                                               : rule.complaint(given[i]);
    } else if (rule.required) {
      complaint = "is missing";
    }
    if (!complaint.empty()) return std::string(rule.subject).append(complaint);
  }
  return {};
}

std::vector<std::string> warnings_about(Inputs given) {
  std::vector<std::string> warnings;
  const auto starts_a_character = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
  if (std::ranges::count_if(given[prompt].text, starts_a_character) > longest_prompt) {
    warnings.emplace_back("The prompt is longer than 2048 characters; the service may refuse it.");
  }
  if (!equals_ignoring_case(std::string_view(given[video_url].text).substr(0, 8), "https://")) {
    warnings.emplace_back("The video's URL is not https:; the service may be unable to fetch it.");
  }
  return warnings;
}

void append_member(std::string& object, std::string_view name, const Scalar& value) {
  if (object.back() != '{') object += ',';
  append_quoted(object, name);
  object += ':';
  if (value.type == Type::string) append_quoted(object, value.text);
  if (value.type == Type::number) append_whole(object, value.number);
  if (value.type == Type::boolean) object.append(value.number != 0 ? "true" : "false");
}

std::string_view name_for_jobs(std::string_view name) {
  return renamed(name, &Renaming::aleph, &Renaming::jobs);
}

/// Only what was given is sent: what the service does without it is its own affair.
void append_given(std::string& object, Inputs given, std::string_view (*name_of)(std::string_view), std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    if (is_given(given[i])) append_member(object, name_of(inputs[i].name), given[i]);
  }
}

std::string body_for_jobs(Inputs given) {
  std::string body = R"({"model":"runway/gen4-aleph")";
  if (const auto& url = given[call_back_url]; is_given(url)) append_member(body, inputs[call_back_url].name, url);
  body.append(R"(,"input":{)");
  append_given(body, given, name_for_jobs, call_back_url);
  return body.append("}}");
}

std::string body_for_aleph(Inputs given) {
  std::string body = "{";
  append_given(body, given, [](std::string_view name) { return name; }, inputs.size());
  return body.append("}");
}

std::expected<Payload, std::string> build(Inputs given, std::string (*body_of)(Inputs)) {
  if (auto complaint = complaint_about(given); !complaint.empty()) return std::unexpected(std::move(complaint));
  return Payload{.body = body_of(given), .warnings = warnings_about(given)};
}

constexpr auto members = in_envelope({{.name = "taskId", .parent = envelope::data}});

std::expected<Reply, Error> read(const Answer& answer, Route route) {
  std::array<Scalar, members.size()> values;
  const auto code = read_envelope(answer.body, members, values);
  const auto id = values[envelope::end].as_text();
  if (code != 200 || !id) return std::unexpected(error_of_answer(answer, code, values[envelope::msg]));
  return new_task(*id, route);
}

}  // namespace

std::expected<Payload, std::string> build_for_jobs(Inputs given) { return build(given, body_for_jobs); }
std::expected<Payload, std::string> build_for_aleph(Inputs given) { return build(given, body_for_aleph); }
std::expected<Reply, Error> read_from_jobs(const Answer& answer, Inputs) { return read(answer, Route::jobs); }
std::expected<Reply, Error> read_from_aleph(const Answer& answer, Inputs) { return read(answer, Route::aleph); }

}  // namespace aleph::create_task
