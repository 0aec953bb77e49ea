#include "core/endpoints/create_task.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

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

/// What is wrong with one argument; empty when nothing is.
using Check = std::string_view (*)(const Scalar& value);

std::string_view about_prompt(const Scalar& value) { return value.as_text() ? "" : "must be a text that is not blank"; }
std::string_view about_text(const Scalar& value) { return value.type == Type::string ? "" : "must be a text"; }
std::string_view about_truth(const Scalar& value) { return value.type == Type::boolean ? "" : "must be true or false"; }
std::string_view about_url(const Scalar& value) {
  return value.type == Type::string ? complaint_about_url(value.text) : "must be a text";
}
std::string_view about_ratio(const Scalar& value) {
  return std::ranges::find(aspect_ratios, value.text) != aspect_ratios.end()
             ? ""
             : "must be 16:9, 9:16, 4:3, 3:4, 1:1 or 21:9";
}
std::string_view about_seed(const Scalar& value) {
  std::string digits;
  return value.type == Type::number && append_whole(digits, value.number) ? "" : "must be a whole number";
}

struct Rule {
  std::string_view about;
  Check check;
  bool required = false;
};
/// In the order of `inputs`.
constexpr std::array<Rule, inputs.size()> rules = {{
    {.about = "The prompt ", .check = about_prompt, .required = true},
    {.about = "The video's URL ", .check = about_url, .required = true},
    {.about = "The aspect ratio ", .check = about_ratio},
    {.about = "The reference image's URL ", .check = about_url},
    {.about = "The seed ", .check = about_seed},
    {.about = "The watermark ", .check = about_text},
    {.about = "uploadCn ", .check = about_truth},
    {.about = "The callback's URL ", .check = about_url},
}};
constexpr std::size_t prompt = 0;
constexpr std::size_t video_url = 1;
constexpr std::size_t call_back_url = 7;

bool is_given(const Scalar& value) { return value.type != Type::absent && value.type != Type::null; }

std::optional<Complaint> complaint_about(Inputs given) {
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const auto& rule = rules[i];
    std::string_view what;
    if (is_given(given[i])) {
      what =
          given[i].text.contains('\0') ? "has a zero character or half a surrogate pair in it" : rule.check(given[i]);
    } else if (rule.required) {
      what = "is missing";
    }
    if (!what.empty()) return Complaint(rule.about, what);
  }
  return {};
}

/// What may be refused, or fail, and may work all the same; empty for nothing.
std::string warning_about(Inputs given) {
  std::string warning;
  const auto starts_a_character = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
  if (std::ranges::count_if(given[prompt].text, starts_a_character) > longest_prompt) {
    warning.append("The prompt is longer than 2048 characters: the service may refuse it. ");
  }
  if (!equals_ignoring_case(std::string_view(given[video_url].text).substr(0, 8), "https://")) {
    warning.append("The video's URL is not https: the service may be unable to fetch it. ");
  }
  return warning;
}

std::string_view name_for_jobs(std::string_view name) { return renamed(name, &Renaming::aleph, &Renaming::jobs); }

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

std::expected<Payload, Complaint> build(Inputs given, std::string (*body_of)(Inputs)) {
  if (const auto complaint = complaint_about(given)) return std::unexpected(*complaint);
  return Payload{.body = body_of(given), .warning = warning_about(given)};
}

constexpr auto members = in_envelope({{.name = "taskId", .parent = envelope::data}});

std::expected<Reply, Error> read(const Answer& answer, Route route) {
  const auto id = read_one(answer, members, [](const Scalar& value) { return value.as_text().has_value(); });
  if (!id) return std::unexpected(id.error());
  return new_task(id->text, route);
}

}  // namespace

std::expected<Payload, Complaint> build_for_jobs(Inputs given) { return build(given, body_for_jobs); }
std::expected<Payload, Complaint> build_for_aleph(Inputs given) { return build(given, body_for_aleph); }
std::expected<Reply, Error> read_from_jobs(const Answer& answer, Inputs) { return read(answer, Route::jobs); }
std::expected<Reply, Error> read_from_aleph(const Answer& answer, Inputs) { return read(answer, Route::aleph); }

}  // namespace aleph::create_task
