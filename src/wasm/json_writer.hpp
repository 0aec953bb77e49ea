// One JSON object as text, written member by member: what C++ hands to JavaScript.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace aleph {

/// The texts must be UTF-8. What is nothing is written as `null`.
class JsonWriter {
 public:
  void member(std::string_view name, std::string_view text);
  void member(std::string_view name, const std::string& text) { member(name, std::string_view(text)); }
  void member(std::string_view name, const std::optional<std::string>& text);
  void member(std::string_view name, std::optional<double> number);
  void member(std::string_view name, bool truth) { write(name, truth ? "true" : "false"); }
  /// A member whose value is JSON already; nothing when that is empty.
  void json(std::string_view name, std::string_view json) { write(name, json.empty() ? "null" : json); }

  /// A member that is an object; its members follow until `close`.
  void open(std::string_view name);
  void close() { text_ += '}'; }

  /// The whole object.
  [[nodiscard]] std::string take() && { return std::move(text_) + '}'; }

 private:
  void write(std::string_view name, std::string_view json);

  std::string text_ = "{";
};

}  // namespace aleph
