#include "core/endpoints/upload.hpp"

#include <algorithm>
#include <string>

#include "core/http/request.hpp"
#include "core/wire/envelope.hpp"
#include "core/wire/json_text.hpp"

namespace aleph::upload {
namespace {

constexpr std::size_t file_name = 1;
constexpr std::size_t file_url = 2;

/// What would leave the folder, or a header of the multipart body.
bool is_unsafe(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7F || std::string_view("/\\\"").contains(c);
}

/// Empty when nothing is wrong with it.
std::string_view complaint_about_name(const Scalar& name) {
  if (name.type == Scalar::Type::absent || name.type == Scalar::Type::null) return "";
  if (!name.as_text()) return "must be a text that is not blank";
  return std::ranges::any_of(name.text, is_unsafe)
             ? "has a slash, a quote, a control character or half a surrogate pair in it"
             : "";
}

}  // namespace

std::expected<Payload, Complaint> build_for_file(Inputs given) {
  if (const auto what = complaint_about_name(given[file_name]); !what.empty())
    return std::unexpected(Complaint("The file's name ", what));
  return {};
}

std::expected<Payload, Complaint> build_for_url(Inputs given) {
  if (const auto what = complaint_about_url(given[file_url].text); !what.empty())
    return std::unexpected(Complaint("The file's URL ", what));
  auto payload = build_for_file(given);
  if (!payload) return payload;
  payload->body = "{";
  for (std::size_t i = 0; i < url_inputs.size(); ++i) {
    if (given[i].as_text()) append_member(payload->body, url_inputs[i].name, given[i]);
  }
  payload->body += '}';
  return payload;
}

std::expected<Reply, Error> read(const Answer& answer, Inputs) {
  constexpr auto members = in_envelope({{.name = "downloadUrl", .parent = envelope::data}});
  const auto url = read_one(answer, members, [](const Scalar& value) { return value.as_text().has_value(); });
  if (!url) return std::unexpected(url.error());
  return url->text;
}

}  // namespace aleph::upload
