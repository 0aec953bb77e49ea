#include "core/wire/envelope.hpp"

#include <nlohmann/json.hpp>
#include <utility>

#include "core/wire/mend.hpp"
#include "core/wire/text.hpp"

namespace aleph {
namespace {

using Json = nlohmann::json;
using Type = Scalar::Type;

/// The objects whose members we know, each standing in the one before it, and which fields their members are.
struct Scope {
  std::size_t first;
  std::size_t end;
};
constexpr auto index_of(Field field) { return static_cast<std::size_t>(field); }
constexpr std::array scopes = std::to_array<Scope>({
    {0, 0},  // around the whole document
    {index_of(Field::code), index_of(Field::task_id)},
    {index_of(Field::task_id), index_of(Field::response_task_id)},
    {index_of(Field::response_task_id), index_of(Field::result_image_url) + 1},
});

/// The fields' names, in their order.
constexpr std::array<std::string_view, scopes.back().end> names = {
    "code",        "msg",       "data",         "taskId",   "paramJson", "createTime",     "completeTime",
    "successFlag", "errorCode", "errorMessage", "response", "taskId",    "resultVideoUrl", "resultImageUrl"};

constexpr std::size_t none = names.size();

/// Fills an envelope, if it is given one; refuses what is malformed, too deep, or no object.
class Reader {
 public:
  Reader(Envelope* out, std::size_t max_depth) : out_(out), max_depth_(max_depth) {}

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
    field_ = none;
    if (depth_ != scope_) return true;
    for (auto i = scopes[scope_].first; i < scopes[scope_].end; ++i) {
      if (names[i] == name) field_ = i;
    }
    return true;
  }

 private:
  // A scalar as the whole document is never an object, which is all we read.
  bool value(Scalar scalar) {
    if (depth_ == scope_) store(std::move(scalar));
    return depth_ > 0;
  }

  bool open(bool is_object) {
    if (depth_ == max_depth_ || (depth_ == 0 && !is_object)) return false;
    if (depth_ == scope_) {
      const bool opens_scope = field_ == index_of(Field::data) || field_ == index_of(Field::response);
      const bool is_known = depth_ == 0 || (opens_scope && is_object);
      store({.type = is_known ? Type::object : Type::container});
      if (is_known && out_) ++scope_;
    }
    ++depth_;
    return true;
  }

  bool close() {
    field_ = none;
    if (depth_ == scope_) --scope_;
    --depth_;
    return true;
  }

  /// A later duplicate replaces everything the earlier one said.
  void store(Scalar scalar) {
    if (field_ == none) return;
    if (field_ == index_of(Field::data) || field_ == index_of(Field::response)) {
      for (auto i = field_ + 1; i < none; ++i) (*out_)[static_cast<Field>(i)] = {};
    }
    (*out_)[static_cast<Field>(field_)] = std::move(scalar);
    field_ = none;
  }

  Envelope* out_;
  std::size_t max_depth_;
  std::size_t depth_ = 0;
  std::size_t scope_ = 0;  ///< the innermost known object, and the depth its members stand at
  std::size_t field_ = none;
};

/// The parser takes a zero byte for the end of its input, whatever follows; JSON has none anywhere.
bool parse_whole(std::string_view text, Envelope* out, std::size_t max_depth) {
  Reader reader(out, max_depth);
  return !text.contains('\0') && Json::sax_parse(text.data(), text.data() + text.size(), &reader);
}

/// One value as a member; nothing when that is no JSON.
std::optional<Scalar> scalar_of(std::string_view json) {
  Envelope envelope;
  if (!parse_whole(std::string(R"({"code":)").append(json).append("}"), &envelope, 1)) return {};
  return std::move(envelope[Field::code]);
}

/// Of what is a number by JSON's grammar, the parser refuses this alone.
bool overflows(std::string_view number) { return !scalar_of(number); }

/// The text with what only this parser refuses mended; nothing when that changes nothing.
std::optional<std::string> mended(std::string_view text) {
  std::string json(text);
  mend(json, overflows);
  return json == text ? std::nullopt : std::optional(std::move(json));
}

/// The number a text says: one as JSON writes it, with white space around it or none.
std::optional<double> number_of_text(std::string_view text) {
  // Nothing else in it, so that it stays one value.
  if (text.find_first_not_of("0123456789+-.eE \t\r\n") != text.npos) return {};
  const auto scalar = scalar_of(text);
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

bool read_envelope(std::string_view body, std::size_t max_depth, Envelope& envelope) {
  if (parse_whole(body, &envelope, max_depth)) return true;
  const auto json = mended(body);
  envelope = {};
  return json && parse_whole(*json, &envelope, max_depth);
}

std::optional<std::string> read_object(std::string_view text, std::size_t max_depth) {
  // The parser skips a byte order mark; JSON.parse, which decodes the same text later, does not.
  if (text.starts_with("\xEF\xBB\xBF")) return {};
  if (parse_whole(text, nullptr, max_depth)) return std::string(text);
  auto json = mended(text);
  return json && parse_whole(*json, nullptr, max_depth) ? std::move(json) : std::nullopt;
}

}  // namespace aleph
