#include "core/endpoints/jobs_parameters.hpp"

#include "core/wire/json.hpp"
#include "core/wire/json_text.hpp"
#include "core/wire/object_text.hpp"
#include "core/wire/text.hpp"

namespace aleph {
namespace {

/// Appends the members of an object, each behind a comma.
/// @param input where to put that member of the outer object; null for the inner one, whose members are renamed
void append_members(std::string& members, std::string_view object, std::string_view* input) {
  ObjectText text(object);
  while (const auto member = text.next()) {
    auto [name, value] = *member;
    Scalar said;
    if (!read_value(name, said) || (input && said.text == "model")) continue;
    if (input && said.text == "input") {
      *input = value;
      continue;
    }
    members += ',';
    if (input) {
      members.append(name);
    } else {
      append_quoted(members, renamed(said.text, &Renaming::jobs, &Renaming::aleph));
    }
    members.append(":").append(value);
  }
}

}  // namespace

std::optional<std::string> parameters_of_jobs(std::string_view param) {
  std::string object(param);
  if (!read_object(object, max_json_depth)) return {};
  std::string members;
  std::string_view input = "{}";
  append_members(members, object, &input);
  Scalar inner;
  if (read_value(input, inner)) {
    if (!read_object(inner.text, max_json_depth)) return {};
    input = inner.text;
  } else if (!skip_blank(input).starts_with('{')) {
    return {};
  }
  // An object within the outer one has been read with it.
  append_members(members, input, nullptr);
  members += members.empty() ? "{}" : "}";
  members.front() = '{';
  return members;
}

}  // namespace aleph
