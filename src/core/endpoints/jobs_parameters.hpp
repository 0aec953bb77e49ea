// The jobs route's text of the original request, `param`, told in the older route's names.
// Rules: docs/contract.md, "The jobs route".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace aleph {

/// One JSON object for JSON.parse: the members of `input`, which is an object or a text that holds one, and of what
/// stands around it all but `model`. Values stay as they are written. Where a name is twice, the last one is meant.
/// @param param text of `{model, input, callBackUrl?, ...}`
/// @return nothing when that or `input` is no JSON object, or one deeper than `max_json_depth`
[[nodiscard]] std::optional<std::string> parameters_of_jobs(std::string_view param);

}  // namespace aleph
