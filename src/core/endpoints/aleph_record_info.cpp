#include "core/endpoints/aleph_record_info.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <string>

#include "core/wire/envelope.hpp"

namespace aleph {
namespace {

/// The longest part of the service's words that goes into a message, in bytes.
constexpr std::size_t longest_quote = 300;

/// At most `longest_quote` bytes, never cutting a UTF-8 sequence in two.
std::string_view quote(std::string_view text) {
  if (text.size() <= longest_quote) return text;
  std::size_t end = longest_quote;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end);
}

/// Codes are small whole numbers; what else comes is in `Error::code`, exactly.
std::string decimal(double value) {
  constexpr double largest = 1e15;
  if (!(std::abs(value) <= largest) || std::trunc(value) != value) return "of no known form";
  std::array<char, 17> digits;
  auto first = digits.end();
  auto rest = static_cast<std::uint64_t>(std::abs(value));
  do {
    *--first = static_cast<char>('0' + rest % 10);
    rest /= 10;
  } while (rest > 0);
  if (value < 0) *--first = '-';
  return {first, digits.end()};
}

std::optional<EpochMs> time_of(const Scalar& scalar) {
  if (const auto number = scalar.as_number()) return time_from_number(*number);
  if (const auto text = scalar.as_text()) return time_from_iso(*text);
  return {};
}

/// docs/contract.md, "Reading the state": its table of `errorCode` values.
bool is_reason(const Scalar& error_code) {
  using enum Scalar::Type;
  if (error_code.type == number) return error_code.number != 0;
  if (error_code.type == string) return !error_code.text.empty() && error_code.text != "0";
  return error_code.type != absent && error_code.type != null;
}

Status status_of(const Envelope& envelope) {
  const auto flag = envelope[Field::success_flag].as_number();
  if (flag == 1) return Status::succeeded;
  if (flag >= 2) return Status::failed;
  const bool has_reason = is_reason(envelope[Field::error_code]) || envelope[Field::error_message].as_text();
  return has_reason ? Status::failed : Status::processing;
}

/// Takes the text of a member, unless it is blank.
std::optional<std::string> take_text(Scalar& scalar) {
  if (!scalar.as_text()) return {};
  return std::move(scalar.text);
}

Task take_task(Envelope& envelope, std::string_view asked_id) {
  Task task;
  task.status = status_of(envelope);
  task.task_id = take_text(envelope[Field::task_id]).value_or(std::string(asked_id));
  task.success_flag = envelope[Field::success_flag].as_number();
  task.error_code = envelope[Field::error_code].as_number();
  task.error_message = take_text(envelope[Field::error_message]);
  task.create_time = time_of(envelope[Field::create_time]);
  task.complete_time = time_of(envelope[Field::complete_time]);
  if (auto& json = envelope[Field::param_json]; json.type == Scalar::Type::string) {
    task.parameters.object = read_object(json.text, max_json_depth);
    task.parameters.json = std::move(json.text);
  }
  if (envelope[Field::response].type == Scalar::Type::object) {
    task.response = Result{
        .task_id = take_text(envelope[Field::response_task_id]),
        .result_video_url = take_text(envelope[Field::result_video_url]),
        .result_image_url = take_text(envelope[Field::result_image_url]),
    };
  }
  return task;
}

/// The error of an envelope whose code is not 200.
Error error_of_code(double code, const Scalar& msg) {
  std::string said = "The service answered code " + decimal(code);
  if (const auto text = msg.as_text()) said.append(": ").append(quote(*text));
  return make_error(kind_of_code(code), said);
}

/// The error of an answer that is not the envelope at all.
Error error_of_status(int status) {
  return make_error(kind_of_status(status), "HTTP status " + decimal(status) + " without a readable answer");
}

}  // namespace

std::expected<Task, Error> read_record_info(const Answer& answer, std::string_view asked_id) {
  Envelope envelope;
  const bool is_json = read_envelope(answer.body, max_json_depth, envelope);
  const auto code = is_json ? envelope[Field::code].as_number() : std::nullopt;
  if (code == 200 && envelope[Field::data].type == Scalar::Type::object) return take_task(envelope, asked_id);
  Error error = !code          ? error_of_status(answer.status)
                : *code != 200 ? error_of_code(*code, envelope[Field::msg])
                               : make_error(ErrorKind::task_not_found);
  error.code = code;
  error.status = answer.status;
  error.retry_after = answer.retry_after;
  return std::unexpected(std::move(error));
}

}  // namespace aleph
