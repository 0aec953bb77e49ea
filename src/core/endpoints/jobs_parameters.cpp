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

/// Appends the members of an object, each behind a comma.
/// @param input where to put that member of the outer object; null for the inner one, whose members are renamed
void append_members(std::string& members, std::string_view object, std::string_view* input) {
  ObjectText text(object);
  while (const auto member = text.next()) {
    auto [name, value] = *member;
    const auto said = read_value(name);
    if (input && said->text == "model") continue;
    if (input && said->text == "input") {
      *input = value;
      continue;
    }
    for (const auto& row : renamings) {
      if (!input && said->text == row.jobs) name = row.aleph;
    }
    members.append(",").append(name).append(":").append(value);
  }
}

}  // namespace

std::optional<std::string> parameters_of_jobs(std::string_view param) {
  auto object = read_object(param, max_json_depth);
  if (!object) return {};
  std::string members;
  std::string_view input = "{}";
  append_members(members, *object, &input);
  const auto scalar = read_value(input);
  const auto inner = read_object(scalar ? scalar->text : input, max_json_depth);
  if (!inner) return {};
  append_members(members, *inner, nullptr);
  members += members.empty() ? "{}" : "}";
  members.front() = '{';
  return members;
}

}  // namespace aleph
