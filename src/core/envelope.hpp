// The JSON side of an answer: picks the members the contract names out of the bytes, without a document tree.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace aleph {

/// One member's value as sent. Containers where a scalar belongs read as `null`.
struct Scalar {
  enum class Type : std::uint8_t { absent, null, boolean, number, string };

  Type type = Type::absent;
  double number{};  ///< exact to 2^53, which every time in milliseconds fits
  std::string text{};

  /// The number, also of a numeric string such as `"200"`.
  [[nodiscard]] std::optional<double> as_number() const;
  /// The string, unless it is blank (empty or ASCII white space).
  [[nodiscard]] std::optional<std::string_view> as_text() const;
};

[[nodiscard]] bool is_blank(std::string_view text);

/// The members of an answer that the contract names. Of duplicate keys the last one is kept.
struct Envelope {
  Scalar code;
  Scalar msg;

  struct Data {
    bool is_object = false;
    Scalar task_id;
    Scalar param_json;
    Scalar create_time;
    Scalar complete_time;
    Scalar success_flag;
    Scalar error_code;
    Scalar error_message;
  } data;

  struct Response {
    bool is_object = false;
    Scalar task_id;
    Scalar result_video_url;
    Scalar result_image_url;
  } response;
};

/// Reads one JSON object from the whole of `body`.
/// @return nothing when it is not one: not JSON, not an object, deeper than `max_depth`, invalid UTF-8, or more behind it
[[nodiscard]] std::optional<Envelope> read_envelope(std::string_view body, int max_depth);

/// Whether the whole of `text` is one JSON object no deeper than `max_depth`.
[[nodiscard]] bool is_json_object(std::string_view text, int max_depth);

}  // namespace aleph
