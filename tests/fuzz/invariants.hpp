// What holds of whatever the core makes of any bytes; every target asks for its share of it.
#pragma once

#include <expected>
#include <optional>
#include <string_view>

#include "core/endpoint.hpp"
#include "core/error.hpp"
#include "core/task.hpp"

namespace aleph::fuzz {

/// The key that answers may spell: with signs in it that JSON and URLs write otherwise.
inline constexpr std::string_view planted_key = R"(sk-7f/3a"9+e<1&Z)";

/// Ends the program, as a crash does, where something does not hold.
void require(bool holds, std::string_view what);

/// By the grammar of RFC 3629, 4.
[[nodiscard]] bool is_utf8(std::string_view text);

/// Whether a text says a key after at most so many decodings: a reading of its own, not the core's.
[[nodiscard]] bool spells_key(std::string_view text, std::string_view key, int decodings);

/// Whether the whole of a text is one JSON object.
[[nodiscard]] bool is_json_object(std::string_view text);

/// UTF-8 that says no key, even to who decodes it twice more.
void require_clean(std::string_view text);
void require_clean(const std::optional<std::string>& text);

void require_task(const Task& task);
/// @param operation of the endpoint
void require_reply(const Reply& reply, std::string_view operation);
void require_error(const Error& error);
void require_complaint(const Complaint& complaint);

}  // namespace aleph::fuzz
