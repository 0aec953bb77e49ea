#include "record_info.hpp"

#include <cmath>
#include <string>

#include "envelope.hpp"

namespace aleph {
namespace {

/// The longest part of the service's words that goes into a message, in bytes.
constexpr std::size_t longest_quote = 300;

std::optional<std::string> owned(std::optional<std::string_view> text) {
  return text ? std::optional<std::string>(*text) : std::nullopt;
}

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
  const bool is_whole = std::abs(value) <= largest && std::trunc(value) == value;
  return is_whole ? std::to_string(static_cast<std::int64_t>(value)) : "of no known form";
}

std::optional<EpochMs> time_of(const Scalar& scalar) {
  if (const auto number = scalar.as_number()) return time_from_number(*number);
  if (const auto text = scalar.as_text()) return time_from_iso(*text);
  return {};
}

/// contract.md: an `errorCode` other than absent, null, 0, "0" and "" is a reason.
bool is_reason(const Scalar& error_code) {
  if (const auto number = error_code.as_number()) return *number != 0;
  switch (error_code.type) {
    case Scalar::Type::absent:
    case Scalar::Type::null:
      return false;
    case Scalar::Type::string:
      return !is_blank(error_code.text);
    default:
      return true;
  }
}

Status status_of(const Envelope::Data& data) {
  const auto flag = data.success_flag.as_number();
  if (flag == 1) return Status::succeeded;
  if (flag >= 2) return Status::failed;
  if (is_reason(data.error_code) || data.error_message.as_text()) return Status::failed;
  return Status::processing;
}

Parameters parameters_of(const Scalar& param_json) {
  if (param_json.type != Scalar::Type::string) return {};
  return {.json = param_json.text, .is_object = is_json_object(param_json.text, max_json_depth)};
}

Task task_of(const Envelope& envelope, std::string_view asked_id) {
  const auto& data = envelope.data;
  Task task{
      .task_id = std::string(data.task_id.as_text().value_or(asked_id)),
      .status = status_of(data),
      .success_flag = data.success_flag.as_number(),
      .error_code = data.error_code.as_number(),
      .error_message = owned(data.error_message.as_text()),
      .create_time = time_of(data.create_time),
      .complete_time = time_of(data.complete_time),
      .parameters = parameters_of(data.param_json),
      .response = {},
  };
  if (const auto& response = envelope.response; response.is_object) {
    task.response = Result{
        .task_id = owned(response.task_id.as_text()),
        .result_video_url = owned(response.result_video_url.as_text()),
        .result_image_url = owned(response.result_image_url.as_text()),
    };
  }
  return task;
}

/// The error of an envelope whose code is not 200.
Error error_of_code(double code, const Scalar& msg) {
  std::string said = "The service answered code " + decimal(code);
  if (const auto text = msg.as_text()) said.append(": ").append(quote(*text));
  Error error = make_error(kind_of_code(code), said);
  error.code = code;
  return error;
}

/// The error of an answer that is not the envelope at all.
Error error_of_status(int status) {
  const bool is_ok = status >= 200 && status < 300;
  const auto kind = is_ok ? ErrorKind::invalid_response : kind_of_status(status);
  return make_error(kind, "HTTP status " + std::to_string(status) + " without a readable answer");
}

std::expected<Task, Error> read(const Answer& answer, std::string_view asked_id) {
  const auto envelope = read_envelope(answer.body, max_json_depth);
  const auto code = envelope ? envelope->code.as_number() : std::nullopt;
  if (!code) return std::unexpected(error_of_status(answer.status));
  if (*code != 200) return std::unexpected(error_of_code(*code, envelope->msg));
  if (!envelope->data.is_object) {
    Error error = make_error(ErrorKind::task_not_found);
    error.code = code;
    return std::unexpected(std::move(error));
  }
  return task_of(*envelope, asked_id);
}

}  // namespace

std::expected<Task, Error> read_record_info(const Answer& answer, std::string_view asked_id) {
  auto result = read(answer, asked_id);
  if (!result) {
    result.error().status = answer.status;
    result.error().retry_after = answer.retry_after;
  }
  return result;
}

}  // namespace aleph
