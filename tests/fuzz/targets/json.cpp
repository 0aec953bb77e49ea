// Any bytes as JSON: what is read is what nlohmann/json's own document has, and what is mended stays as it is.
#include "core/wire/json.hpp"

#include <array>
#include <nlohmann/json.hpp>

#include "core/endpoints/jobs_parameters.hpp"
#include "core/wire/json_text.hpp"
#include "input.hpp"
#include "invariants.hpp"

using namespace aleph;
using namespace aleph::fuzz;

namespace {

using Json = nlohmann::json;
using Type = Scalar::Type;

constexpr std::array members = std::to_array<Member>({
    {.name = "a", .parent = whole_document},
    {.name = "b", .parent = 0},
    {.name = first_element, .parent = 1},
    {.name = "c", .parent = whole_document},
    {.name = first_element, .parent = 3},
    {.name = "d", .parent = 4},
});
using Values = std::array<Scalar, members.size()>;

std::size_t depth_of(const Json& json) {
  if (!json.is_structured()) return 0;
  std::size_t deepest = 0;
  for (const auto& part : json) deepest = std::max(deepest, depth_of(part));
  return deepest + 1;
}

const Json* part_of(const Json* parent, std::string_view name) {
  if (parent == nullptr) return nullptr;
  if (name == first_element) return parent->is_array() && !parent->empty() ? &parent->front() : nullptr;
  const auto found = parent->is_object() ? parent->find(name) : parent->end();
  return parent->is_object() && found != parent->end() ? &*found : nullptr;
}

void require_same(const Scalar& value, const Json* json) {
  const auto type = json == nullptr     ? Type::absent
                    : json->is_null()   ? Type::null
                    : json->is_string() ? Type::string
                    : json->is_number() ? Type::number
                    : json->is_object() ? Type::object
                    : json->is_array()  ? Type::array
                                        : Type::boolean;
  require(value.type == type, "a member is of the document's type");
  if (type == Type::number) require(value.number == json->get<double>(), "a number is the document's");
  if (type == Type::boolean) require((value.number != 0) == json->get<bool>(), "a truth is the document's");
  if (type != Type::string) return;
  require(value.text == json->get_ref<const std::string&>(), "a text is the document's");
  require(is_utf8(value.text), "a text is UTF-8");
  std::string quoted;
  append_quoted(quoted, value.text);
  require(Json::parse(quoted, nullptr, false) == *json, "a text reads the same once it is written");
}

void require_readable(const Scalar& value) {
  if (const auto number = value.as_number()) require(std::isfinite(*number), "a number is finite");
  if (const auto time = value.as_time()) require(*time >= -max_epoch_ms && *time <= max_epoch_ms, "a Date's time");
}

void check(std::string_view text, std::size_t max_depth) {
  Values values;
  const bool is_read = read_members(text, max_depth, members, values);
  const bool has_mark = text.starts_with("\xEF\xBB\xBF");
  std::string mended(text);
  require(read_object(mended, max_depth) == (is_read && !has_mark), "an object is one to whoever reads it");
  const auto document = text.contains('\0') ? Json(Json::value_t::discarded) : Json::parse(text, nullptr, false);
  const bool is_object = document.is_object() && depth_of(document) <= max_depth;
  require(!is_object || is_read, "what the document reads is read");
  require(document.is_discarded() || is_object == is_read, "what is read is an object, not too deep");
  if (!is_read) return;
  for (const auto& value : values) require_readable(value);
  if (has_mark) return;
  require(is_json_object(mended) && is_utf8(mended), "an object is JSON for JSON.parse");
  require(!is_object || mended == text, "what needs no mending stays");
  auto again = mended;
  require(read_object(again, max_depth) && again == mended, "mended once is mended");
  const auto as_mended = Json::parse(mended, nullptr, false);
  std::array<const Json*, members.size()> parts{};
  for (std::size_t i = 0; i < members.size(); ++i) {
    const auto [name, parent] = members[i];
    parts[i] = part_of(parent == whole_document ? &as_mended : parts[parent], name);
    require_same(values[i], parts[i]);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Input input(data, size);
  const std::size_t max_depth = 1 + input.one_of(max_json_depth);
  const auto text = input.rest();
  check(text, max_depth);
  if (const auto parameters = parameters_of_jobs(text)) {
    require(is_json_object(*parameters) && is_utf8(*parameters), "parameters are a JSON object");
  }
  return 0;
}
