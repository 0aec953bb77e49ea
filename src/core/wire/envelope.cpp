#include "core/wire/envelope.hpp"

#include <string>
#include <utility>
#include <vector>

#include "core/wire/json_text.hpp"

namespace aleph {
namespace {

/// The longest part of the service's words that goes into a message, in bytes.
constexpr std::size_t longest_quote = 300;

/// At most `longest_quote` bytes of UTF-8, never cutting a sequence in two.
std::string_view quote(std::string_view text) {
  if (text.size() <= longest_quote) return text;
  std::size_t end = longest_quote;
  while ((static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end);
}

/// Codes are small whole numbers; what else comes is in `Error::code`, exactly.
void append_code(std::string& text, double value) {
  if (!append_whole(text, value)) text.append("of no known form");
}

/// What the answer says, in a sentence; nothing of a question that was answered.
std::string words_of(const Answer& answer, std::optional<double> code, const Scalar& msg) {
  std::string said;
  if (!code) {
    append_code(said.append("HTTP status "), answer.status);
    said.append(" without a readable answer");
  } else if (code != 200) {
    append_code(said.append("The service answered code "), *code);
    if (const auto text = msg.as_text()) said.append(": ").append(quote(*text));
  }
  return said;
}

}  // namespace

std::optional<double> read_envelope(std::string_view body, std::span<const Member> members, std::span<Scalar> values) {
  return read_members(body, max_json_depth, members, values) ? values[envelope::code].as_number() : std::nullopt;
}

std::expected<Scalar, Error> read_one(const Answer& answer, std::span<const Member> members,
                                      bool (*is_good)(const Scalar& value)) {
  std::vector<Scalar> values(members.size());
  const auto code = read_envelope(answer.body, members, values);
  if (code == 200 && is_good(values.back())) return std::move(values.back());
  return std::unexpected(error_of_answer(answer, code, values[envelope::msg]));
}

Error error_of_answer(const Answer& answer, std::optional<double> code, const Scalar& msg,
                      std::optional<ErrorKind> kind) {
  // What was answered, but not with what was asked for, is not what the service promises.
  if (!kind && code == 200) kind = ErrorKind::invalid_response;
  if (!kind) kind = code ? kind_of_code(*code) : kind_of_status(answer.status);
  Error error = make_error(*kind, words_of(answer, code, msg));
  error.code = code;
  error.status = answer.status;
  error.retry_after = answer.retry_after;
  return error;
}

}  // namespace aleph
