// The jobs route's text of the original request, `param`, told in the older route's names.
// Rules: docs/contract.md, "The jobs route".
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace aleph {

/// A member of `input` by its name on either route; what is not here has the same name on both.
struct Renaming {
  std::string_view jobs;
  std::string_view aleph;
};
inline constexpr std::array renamings = std::to_array<Renaming>({
    {.jobs = "video_url", .aleph = "videoUrl"},
    {.jobs = "watermark", .aleph = "waterMark"},
    {.jobs = "upload_cn", .aleph = "uploadCn"},
    {.jobs = "aspect_ratio", .aleph = "aspectRatio"},
    {.jobs = "reference_image", .aleph = "referenceImage"},
});

/// A name on the one route, told in that of the other.
[[nodiscard]] constexpr std::string_view renamed(std::string_view name, std::string_view Renaming::* from,
                                                 std::string_view Renaming::* to) {
  for (const auto& row : renamings) {
    if (row.*from == name) return row.*to;
  }
  return name;
}

/// One JSON object for JSON.parse: the members of `input`, which is an object or a text that holds one, and of what
/// stands around it all but `model`. Values stay as they are written. Where a name is twice, the last one is meant.
/// @param param text of `{model, input, callBackUrl?, ...}`
/// @return nothing when that or `input` is no JSON object, or one deeper than `max_json_depth`
[[nodiscard]] std::optional<std::string> parameters_of_jobs(std::string_view param);

}  // namespace aleph
