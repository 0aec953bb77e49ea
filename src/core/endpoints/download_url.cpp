#include "core/endpoints/download_url.hpp"

#include <array>

#include "core/http/request.hpp"
#include "core/wire/envelope.hpp"
#include "core/wire/json_text.hpp"

namespace aleph::download_url {

std::expected<Payload, std::string> build(Inputs given) {
  const auto& url = given.front().text;
  if (const auto complaint = complaint_about_url(url); !complaint.empty()) {
    return std::unexpected(std::string("The file's URL ").append(complaint));
  }
  std::string body = R"({"url":)";
  append_quoted(body, url);
  return Payload{.body = body + '}'};
}

std::expected<Reply, Error> read(const Answer& answer, Inputs) {
  std::array<Scalar, envelope::end> values;
  const auto code = read_envelope(answer.body, envelope::members, values);
  const auto link = values[envelope::data].as_text();
  if (code == 200 && link) return std::string(*link);
  return std::unexpected(error_of_answer(answer, code, values[envelope::msg]));
}

}  // namespace aleph::download_url
