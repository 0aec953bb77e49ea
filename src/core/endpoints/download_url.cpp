#include "core/endpoints/download_url.hpp"

#include "core/http/request.hpp"
#include "core/wire/envelope.hpp"
#include "core/wire/json_text.hpp"

namespace aleph::download_url {

std::expected<Payload, Complaint> build(Inputs given) {
  const auto& url = given.front().text;
  if (const auto what = complaint_about_url(url); !what.empty())
    return std::unexpected(Complaint("The file's URL ", what));
  std::string body = "{";
  append_member(body, "url", given.front());
  return Payload{.body = body + '}'};
}

std::expected<Reply, Error> read(const Answer& answer, Inputs) {
  const auto data =
      read_one(answer, envelope::members, [](const Scalar& value) { return value.as_text().has_value(); });
  if (!data) return std::unexpected(data.error());
  return data->text;
}

}  // namespace aleph::download_url
