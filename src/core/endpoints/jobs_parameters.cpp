#include "core/endpoints/jobs_parameters.hpp"

#include <array>

#include "core/wire/json.hpp"
#include "core/wire/object_text.hpp"

namespace aleph {
namespace {

struct Renaming {
  std::string_view jobs;
  std::string_view aleph;  ///< as JSON
};
constexpr std::array renamings = std::to_array<Renaming>({
    {.jobs = "video_url", .aleph = R"("videoUrl")"},
    {.jobs = "watermark", .aleph = R"("waterMark")"},
    {.jobs = "upload_cn", .aleph = R"("uploadCn")"},
    {.jobs = "aspect_ratio", .aleph = R"("aspectRatio")"},
    {.jobs = "reference_image", .aleph = R"("referenceImage")"},
});

/// What a name says, however it is escaped.
std::string decoded(std::string_view name) { return read_value(name).value_or(Scalar()).text; }

std::string_view renamed(std::string_view name) {
  const auto text = decoded(name);
  for (const auto& row : renamings) {
    if (text == row.jobs) return row.aleph;
  }
  return name;
}

/// Appends a member to the beginning of an object.
void append(std::string& object, std::string_view name, std::string_view value) {
  object.append(object.empty() ? "{" : ",").append(name).append(":").append(value);
}

/// The object that `input` is or, as a text, holds; without members where there is no input.
std::optional<std::string> read_input(std::string_view json) {
  const auto scalar = read_value(json);
  if (scalar && scalar->type == Scalar::Type::null) return "{}";
  return read_object(scalar ? scalar->text : json, max_json_depth);
}

}  // namespace

std::optional<std::string> parameters_of_jobs(std::string_view param) {
  const auto around = read_object(param, max_json_depth);
  if (!around) return {};
  std::string object;
  std::string_view input = "null";
  ObjectText outer(*around);
  while (const auto member = outer.next()) {
    const auto name = decoded(member->name);
    if (name == "input") {
      input = member->value;
    } else if (name != "model") {
      append(object, member->name, member->value);
    }
  }
  const auto inside = read_input(input);
  if (!inside) return {};
  ObjectText inner(*inside);
  while (const auto member = inner.next()) append(object, renamed(member->name), member->value);
  return object.empty() ? "{}" : object + '}';
}

}  // namespace aleph
