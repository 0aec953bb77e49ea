#include "envelope.hpp"

#include <array>
#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <utility>

namespace aleph {
namespace {

using Json = nlohmann::json;

/// The parts of a SAX reader that do not depend on what is read: depth, and refusal of anything malformed.
/// A derived reader gets `open(is_object)`, `close()`, `name(key)` and `scalar(value)`; false ends the reading.
template <class Derived>
class SaxReader {
 public:
  explicit SaxReader(int max_depth) : max_depth_(max_depth) {}

  bool null() { return scalar({.type = Scalar::Type::null}); }
  bool boolean(bool value) { return scalar({.type = Scalar::Type::boolean, .number = value ? 1.0 : 0.0}); }
  bool number_integer(Json::number_integer_t value) { return number(static_cast<double>(value)); }
  bool number_unsigned(Json::number_unsigned_t value) { return number(static_cast<double>(value)); }
  bool number_float(Json::number_float_t value, const std::string&) { return number(value); }
  bool string(std::string& value) { return scalar({.type = Scalar::Type::string, .text = std::move(value)}); }
  bool binary(Json::binary_t&) { return false; }
  bool start_object(std::size_t) { return open(true); }
  bool start_array(std::size_t) { return open(false); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool key(std::string& value) { return derived().name(value), true; }
  bool parse_error(std::size_t, const std::string&, const Json::exception&) { return false; }

 protected:
  [[nodiscard]] int depth() const { return depth_; }

 private:
  Derived& derived() { return static_cast<Derived&>(*this); }

  bool number(double value) { return scalar({.type = Scalar::Type::number, .number = value}); }

  // A scalar as the whole document is never an object, which is all we read.
  bool scalar(Scalar value) { return depth_ > 0 && (derived().scalar(std::move(value)), true); }

  bool open(bool is_object) {
    if (depth_ == max_depth_ || (depth_ == 0 && !is_object)) return false;
    derived().open(is_object);
    ++depth_;
    return true;
  }

  bool close() {
    --depth_;
    derived().close();
    return true;
  }

  int max_depth_;
  int depth_ = 0;
};

/// Only says whether the text is an object.
class ObjectCheck : public SaxReader<ObjectCheck> {
 public:
  using SaxReader::SaxReader;
  void open(bool) {}
  void close() {}
  void name(const std::string&) {}
  void scalar(const Scalar&) {}
};

/// The objects whose members we know, each standing in the one before it.
enum class Scope : std::uint8_t { none, envelope, data, response };

/// A known member: where it stands, and either the field it fills or the object it opens.
struct Member {
  Scope scope;
  std::string_view name;
  Scalar& (*field)(Envelope&);
  Scope opens = Scope::none;
};

constexpr std::array members = std::to_array<Member>({
    {Scope::envelope, "code", [](Envelope& e) -> Scalar& { return e.code; }},
    {Scope::envelope, "msg", [](Envelope& e) -> Scalar& { return e.msg; }},
    {Scope::envelope, "data", nullptr, Scope::data},
    {Scope::data, "taskId", [](Envelope& e) -> Scalar& { return e.data.task_id; }},
    {Scope::data, "paramJson", [](Envelope& e) -> Scalar& { return e.data.param_json; }},
    {Scope::data, "createTime", [](Envelope& e) -> Scalar& { return e.data.create_time; }},
    {Scope::data, "completeTime", [](Envelope& e) -> Scalar& { return e.data.complete_time; }},
    {Scope::data, "successFlag", [](Envelope& e) -> Scalar& { return e.data.success_flag; }},
    {Scope::data, "errorCode", [](Envelope& e) -> Scalar& { return e.data.error_code; }},
    {Scope::data, "errorMessage", [](Envelope& e) -> Scalar& { return e.data.error_message; }},
    {Scope::data, "response", nullptr, Scope::response},
    {Scope::response, "taskId", [](Envelope& e) -> Scalar& { return e.response.task_id; }},
    {Scope::response, "resultVideoUrl", [](Envelope& e) -> Scalar& { return e.response.result_video_url; }},
    {Scope::response, "resultImageUrl", [](Envelope& e) -> Scalar& { return e.response.result_image_url; }},
});

class EnvelopeReader : public SaxReader<EnvelopeReader> {
 public:
  EnvelopeReader(Envelope& out, int max_depth) : SaxReader(max_depth), out_(out) {}

  void name(std::string_view key) {
    member_ = nullptr;
    if (depth() != known_depth()) return;
    for (const auto& member : members) {
      if (member.scope == scope_ && member.name == key) member_ = &member;
    }
  }

  void scalar(Scalar value) {
    const auto* member = take_member();
    if (!member) return;
    if (member->field) {
      member->field(out_) = std::move(value);
    } else {
      reset(member->opens);
    }
  }

  void open(bool is_object) {
    if (depth() == 0) {
      scope_ = Scope::envelope;
      return;
    }
    const auto* member = take_member();
    if (!member) return;
    if (member->field) {
      member->field(out_) = {.type = Scalar::Type::null};
      return;
    }
    reset(member->opens);
    if (!is_object) return;
    scope_ = member->opens;
    (scope_ == Scope::data ? out_.data.is_object : out_.response.is_object) = true;
  }

  void close() {
    member_ = nullptr;
    if (depth() < known_depth()) scope_ = static_cast<Scope>(known_depth() - 1);
  }

 private:
  /// The depth at which the members of the innermost known object stand.
  [[nodiscard]] int known_depth() const { return static_cast<int>(scope_); }

  const Member* take_member() { return depth() == known_depth() ? std::exchange(member_, nullptr) : nullptr; }

  /// A later duplicate replaces everything the earlier one said.
  void reset(Scope scope) {
    if (scope == Scope::data) out_.data = {};
    out_.response = {};
  }

  Envelope& out_;
  Scope scope_ = Scope::none;
  const Member* member_ = nullptr;
};

/// The number a text spells: decimal, white space around it allowed; no hexadecimal, no infinity.
std::optional<double> number_from_text(const std::string& text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == text.npos || text.find_first_not_of("0123456789+-.eE \t\r\n") != text.npos) return {};
  const char* begin = text.c_str() + first;
  char* end = nullptr;
  const double value = std::strtod(begin, &end);
  const bool whole = end != begin && is_blank(end);
  return whole && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

/// The parser takes a zero byte for the end of its input, whatever follows; JSON has none anywhere.
template <class Reader>
bool parse_whole(std::string_view text, Reader& reader) {
  return !text.contains('\0') && Json::sax_parse(text.begin(), text.end(), &reader);
}

}  // namespace

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n\f\v") == text.npos; }

std::optional<double> Scalar::as_number() const {
  if (type == Type::number) return number;
  if (type == Type::string) return number_from_text(text);
  return {};
}

std::optional<std::string_view> Scalar::as_text() const {
  if (type != Type::string || is_blank(text)) return {};
  return text;
}

std::optional<Envelope> read_envelope(std::string_view body, int max_depth) {
  Envelope envelope;
  EnvelopeReader reader(envelope, max_depth);
  if (!parse_whole(body, reader)) return {};
  return envelope;
}

bool is_json_object(std::string_view text, int max_depth) {
  ObjectCheck check(max_depth);
  // The parser skips a byte order mark; JSON.parse, which decodes the same text later, does not.
  return !text.starts_with("\xEF\xBB\xBF") && parse_whole(text, check);
}

}  // namespace aleph
