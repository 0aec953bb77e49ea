#include "core/wire/object_text.hpp"

#include <algorithm>
#include <cstddef>

namespace aleph {

std::optional<MemberText> ObjectText::next() {
  const auto name = take_part();
  if (!name.contains('"')) return {};
  return MemberText{.name = name, .value = take_part()};
}

std::string_view ObjectText::take_part() {
  bool in_string = false;
  int depth = 0;
  std::size_t at = 0;
  for (; at < rest_.size(); ++at) {
    const char c = rest_[at];
    if (c == '"') in_string = !in_string;
    if (in_string) {
      if (c == '\\') ++at;
      continue;
    }
    if (depth == 0 && (c == ':' || c == ',' || c == '}')) break;
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
  }
  const auto part = rest_.substr(0, at);
  rest_.remove_prefix(std::min(at + 1, rest_.size()));
  return part;
}

}  // namespace aleph
