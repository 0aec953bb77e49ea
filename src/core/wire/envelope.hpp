// The envelope {code, msg, data} around every answer of the service: its code, and the errors it stands for.
// Rules: docs/contract.md, "Envelope" and "Codes".
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string_view>

#include "core/error.hpp"
#include "core/http/answer.hpp"
#include "core/wire/json.hpp"

namespace aleph {

/// The envelope's rows, the first of every table of members; an endpoint's own begin at `end`.
namespace envelope {
enum : std::uint8_t { code, msg, data, end };

/// The table of an answer that has nothing else to read.
inline constexpr std::array<Member, end> members{{{.name = "code", .parent = whole_document},
                                                  {.name = "msg", .parent = whole_document},
                                                  {.name = "data", .parent = whole_document}}};
}  // namespace envelope

/// A table of members: the envelope's, then an endpoint's own.
template <std::size_t count>
[[nodiscard]] constexpr std::array<Member, envelope::end + count> in_envelope(const Member (&own)[count]) {
  std::array<Member, envelope::end + count> members{};
  std::ranges::copy(own, std::ranges::copy(envelope::members, members.begin()).out);
  return members;
}

/// Reads the members of a body, at most `max_json_depth` deep.
/// @param members from `in_envelope`
/// @param values as many or more
/// @return the envelope's code, 200 for a question that was answered; nothing when the body is no envelope
[[nodiscard]] std::optional<double> read_envelope(std::string_view body, std::span<const Member> members,
                                                  std::span<Scalar> values);

/// Reads an answer in which one value is asked for.
/// @param members from `in_envelope`, or the envelope's own; the value is that of the last row
/// @param is_good whether it is what the service promises; if not, the answer is an `invalid_response`
[[nodiscard]] std::expected<Scalar, Error> read_one(const Answer& answer, std::span<const Member> members,
                                                    bool (*is_good)(const Scalar& value));

/// The error of an answer without the data asked for: what it says, its kind and its numbers.
/// @param code as `read_envelope` has it; where there is none, the HTTP status decides
/// @param kind where the endpoint knows better than the table of codes
[[nodiscard]] Error error_of_answer(const Answer& answer, std::optional<double> code, const Scalar& msg,
                                    std::optional<ErrorKind> kind = {});

}  // namespace aleph
