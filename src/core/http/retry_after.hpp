// The header `Retry-After`.
#pragma once

#include <optional>
#include <string_view>

#include "core/wire/time.hpp"

namespace aleph {

/// The value of the header: seconds, or an HTTP date compared with `now` (RFC 9110, 10.2.3).
/// @return seconds from now, never negative; nothing when it is neither
[[nodiscard]] std::optional<double> read_retry_after(std::string_view value, EpochMs now);

}  // namespace aleph
