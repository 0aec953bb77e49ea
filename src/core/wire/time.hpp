// Reads the forms of time the service and HTTP use. All results are milliseconds since the Unix epoch, UTC.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace aleph {

/// Milliseconds since 1970-01-01T00:00:00Z. Needs more than 32 bits.
using EpochMs = std::int64_t;

/// The largest time a JavaScript Date holds (ECMA-262, Time Range): ±100,000,000 days.
inline constexpr EpochMs max_epoch_ms = 8'640'000'000'000'000;

/// A number of the wire as a time: epoch milliseconds, or seconds when below 10^11 (docs/contract.md, "Data").
/// @return nothing for zero, negative, non-finite or out-of-range numbers: a service's way of saying "unset"
[[nodiscard]] std::optional<EpochMs> time_from_number(double value);

/// ISO 8601 `YYYY-MM-DDTHH:MM:SS`, with or without fraction and offset, or `YYYY-MM-DD HH:MM:SS`.
/// Without an offset the time is read as UTC; fractions finer than a millisecond are cut off.
/// @return nothing when the text is no such time or no such day exists
[[nodiscard]] std::optional<EpochMs> time_from_iso(std::string_view text);

/// An HTTP date in its preferred form, `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7).
[[nodiscard]] std::optional<EpochMs> time_from_http_date(std::string_view text);

}  // namespace aleph
