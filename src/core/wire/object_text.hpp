// Takes the text of a JSON object apart into its members, each as it is written.
#pragma once

#include <optional>
#include <string_view>

namespace aleph {

/// Both parts are JSON, perhaps with white space around.
struct MemberText {
  std::string_view name;
  std::string_view value;
};

/// The members of an object in turn, duplicates included.
class ObjectText {
 public:
  /// @param json of one object; has to be JSON, and to outlive this
  explicit ObjectText(std::string_view json) : rest_(json.substr(json.find('{') + 1)) {}

  [[nodiscard]] std::optional<MemberText> next();

 private:
  /// Takes what comes before the next sign between parts, and that sign.
  std::string_view take_part();

  std::string_view rest_;
};

}  // namespace aleph
