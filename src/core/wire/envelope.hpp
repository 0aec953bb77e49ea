// The JSON side of an answer: picks the members the contract names out of the bytes, without a document tree.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace aleph {

/// One member's value as sent.
struct Scalar {
  enum class Type : std::uint8_t {
    absent,
    null,
    boolean,
    number,
    string,
    object,     ///< one whose members are fields of their own
    container,  ///< any other object or array
  };

  Type type = Type::absent;
  double number{};  ///< exact to 2^53, which every time in milliseconds fits
  std::string text{};

  /// The number, also of a numeric string such as `"200"`: a number as JSON writes it, white space around it allowed.
  [[nodiscard]] std::optional<double> as_number() const;
  /// The string, unless it is blank.
  [[nodiscard]] std::optional<std::string_view> as_text() const;
};

/// The members the contract names, those of an object behind it: `data` holds all after it, `response` the last three.
enum class Field : std::uint8_t {
  code,
  msg,
  data,
  task_id,
  param_json,
  create_time,
  complete_time,
  success_flag,
  error_code,
  error_message,
  response,
  response_task_id,
  result_video_url,
  result_image_url,
};

/// The values of the members; `data` and `response` are `Type::object` or nothing of use. Of duplicate keys the last
/// one is kept.
class Envelope {
 public:
  Scalar& operator[](Field field) { return values_[static_cast<std::size_t>(field)]; }
  const Scalar& operator[](Field field) const { return values_[static_cast<std::size_t>(field)]; }

 private:
  std::array<Scalar, static_cast<std::size_t>(Field::result_image_url) + 1> values_{};
};

/// Reads one JSON object from the whole of `body` into an empty envelope. What JSON.parse reads is read: half a
/// surrogate pair as U+FFFD, a number no double holds as `null`.
/// @return false when it is not one: not JSON, not an object, deeper than `max_depth`, invalid UTF-8, or more behind it
[[nodiscard]] bool read_envelope(std::string_view body, std::size_t max_depth, Envelope& envelope);

/// The text of one JSON object for JSON.parse: `text` itself, but for half a surrogate pair and numbers no double
/// holds, which are as above.
/// @return nothing when the whole of `text` is no JSON object, or one deeper than `max_depth`
[[nodiscard]] std::optional<std::string> read_object(std::string_view text, std::size_t max_depth);

}  // namespace aleph
