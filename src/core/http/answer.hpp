// A complete HTTP answer, as the endpoints read it.
#pragma once

#include <optional>
#include <string_view>

namespace aleph {

struct Answer {
  int status{};                         ///< HTTP status
  std::string_view body;                ///< all bytes, content decoding undone
  std::optional<double> retry_after{};  ///< seconds, from the header `Retry-After`
};

}  // namespace aleph
