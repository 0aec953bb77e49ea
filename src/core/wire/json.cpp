#include "core/wire/json.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/wire/mend.hpp"
#include "core/wire/text.hpp"

namespace aleph {
namespace {

using Json = nlohmann::json;
using Type = Scalar::Type;

/// Fills the values of members; refuses what is malformed, too deep, or no object.
class Reader {
 public:
  Reader(std::span<const Member> members, std::span<Scalar> values, std::size_t max_depth)
      : members_(members), values_(values), max_depth_(max_depth) {}

  // What nlohmann/json calls; false ends the reading.
  bool null() { return value({.type = Type::null}); }
  bool boolean(bool truth) { return value({.type = Type::boolean, .number = truth ? 1.0 : 0.0}); }
  bool number_integer(Json::number_integer_t number) { return number_float(static_cast<double>(number), {}); }
  bool number_unsigned(Json::number_unsigned_t number) { return number_float(static_cast<double>(number), {}); }
  bool number_float(double number, const std::string&) { return value({.type = Type::number, .number = number}); }
  bool string(std::string& text) { return value({.type = Type::string, .text = std::move(text)}); }
  bool binary(Json::binary_t&) { return false; }
  bool start_object(std::size_t) { return open(true); }
  bool start_array(std::size_t) { return open(false); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool parse_error(std::size_t, const std::string&, const Json::exception&) { return false; }

  bool key(const std::string& name) {
    member_ = name.empty() ? none : find(name);
    return true;
  }

 private:
  static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

  /// The row of a name in the innermost object or array.
  [[nodiscard]] std::size_t find(std::string_view name) const {
    if (depth_ != scope_depth_) return none;
    for (std::size_t i = 0; i < members_.size(); ++i) {
      if (members_[i].parent == scope_ && members_[i].name == name) return i;
    }
    return none;
  }

  // A scalar as the whole document is never an object, which is all we read.
  bool value(Scalar scalar) {
    store(std::move(scalar));
    return depth_ > 0;
  }

  bool open(bool is_object) {
    if (depth_ == max_depth_ || (depth_ == 0 && !is_object)) return false;
    ++depth_;
    if (member_ != none) {
      scope_ = static_cast<std::uint8_t>(member_);
      ++scope_depth_;
      store({.type = is_object ? Type::object : Type::array});
    }
    if (!is_object) member_ = find(first_element);
    return true;
  }

  bool close() {
    member_ = none;
    if (depth_ == scope_depth_ && depth_ > 1) {
      scope_ = members_[scope_].parent;
      --scope_depth_;
    }
    --depth_;
    return true;
  }

  void store(Scalar scalar) {
    if (member_ == none) return;
    forget(member_);
    values_[member_] = std::move(scalar);
    member_ = none;
  }

  /// A later duplicate replaces everything the earlier one said.
  void forget(std::size_t member) {
    for (std::size_t i = member + 1; i < members_.size(); ++i) {
      if (members_[i].parent == member) {
        values_[i].type = Type::absent;
        forget(i);
      }
    }
  }

  std::span<const Member> members_;
  std::span<Scalar> values_;
  std::size_t max_depth_;
  std::size_t depth_ = 0;
  std::size_t scope_depth_ = 1;          ///< of the innermost object or array that we know
  std::uint8_t scope_ = whole_document;  ///< its row
  std::size_t member_ = none;            ///< whose value comes next
};

/// The parser takes a zero byte for the end of its input, whatever follows; JSON has none anywhere.
bool parse_whole(std::string_view text, std::size_t max_depth, std::span<const Member> members = {},
                 std::span<Scalar> values = {}) {
  for (auto& value : values) value.type = Type::absent;
  Reader reader(members, values, max_depth);
  return !text.contains('\0') && Json::sax_parse(text.data(), text.data() + text.size(), &reader);
}

/// Of what is a number by JSON's grammar, the parser refuses this alone.
bool overflows(std::string_view number) { return !read_value(number); }

/// The text with what only this parser refuses mended; nothing when that changes nothing.
std::optional<std::string> mended(std::string_view text, HalfPair half_pair) {
  std::string json(text);
  mend(json, half_pair == HalfPair::zero ? "\\u0000" : "\\ufffd", overflows);
  return json == text ? std::nullopt : std::optional(std::move(json));
}

/// The number a text says: one as JSON writes it, with white space around it or none.
std::optional<double> number_of_text(std::string_view text) {
  // Nothing else in it, so that it stays one value.
  if (text.find_first_not_of("0123456789+-.eE \t\r\n") != text.npos) return {};
  const auto scalar = read_value(text);
  return scalar ? std::optional(scalar->number) : std::nullopt;
}

}  // namespace

std::optional<double> Scalar::as_number() const {
  if (type == Type::number) return number;
  if (type == Type::string) return number_of_text(text);
  return {};
}

std::optional<std::string_view> Scalar::as_text() const {
  if (type != Type::string || is_blank(text)) return {};
  return text;
}

std::optional<EpochMs> Scalar::as_time() const {
  if (const auto value = as_number()) return time_from_number(*value);
  if (const auto value = as_text()) return time_from_iso(*value);
  return {};
}

bool Scalar::move_text(std::optional<std::string>& to) {
  if (!as_text()) return false;
  to = std::move(text);
  return true;
}

bool read_members(std::string_view json, std::size_t max_depth, std::span<const Member> members,
                  std::span<Scalar> values, HalfPair half_pair) {
  if (parse_whole(json, max_depth, members, values)) return true;
  const auto mended_json = mended(json, half_pair);
  return mended_json && parse_whole(*mended_json, max_depth, members, values);
}

std::optional<Scalar> read_value(std::string_view json) {
  static constexpr std::array<Member, 1> members = {{{.name = "x", .parent = whole_document}}};
  std::array<Scalar, 1> values;
  if (!parse_whole(std::string(R"({"x":)").append(json).append("}"), 1, members, values)) return {};
  return std::move(values.front());
}

std::optional<std::string> read_object(std::string_view text, std::size_t max_depth) {
  // The parser skips a byte order mark; JSON.parse, which decodes the same text later, does not.
  if (text.starts_with("\xEF\xBB\xBF")) return {};
  if (parse_whole(text, max_depth)) return std::string(text);
  auto json = mended(text, HalfPair::replacement);
  return json && parse_whole(*json, max_depth) ? std::move(json) : std::nullopt;
}

}  // namespace aleph
