// Any text and any key: nothing is left that says it, nothing else is touched, and no byte more or less.
#include "core/wire/redact.hpp"

#include <array>

#include "input.hpp"
#include "invariants.hpp"

using namespace aleph;
using namespace aleph::fuzz;

namespace {

constexpr int most_decodings = 4;

/// One that is always in the text's reach, or one of the input's own bytes, made printable.
std::string key_of(Input& input) {
  if (input.truth()) return std::string(planted_key);
  std::string key(input.part().substr(0, 64));
  for (auto& c : key) c = static_cast<char>(0x21 + static_cast<unsigned char>(c) % 94);
  return key;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Input input(data, size);
  const auto key = key_of(input);
  const std::string before(input.rest());
  auto after = before;
  redact(after, key);
  require(after.size() == before.size(), "a text keeps its length");
  for (std::size_t at = 0; at < after.size(); ++at) {
    require(after[at] == before[at] || after[at] == '*', "bytes stay or become stars");
  }
  const bool was_there = key.size() >= shortest_secret && spells_key(before, key, most_decodings);
  require(was_there || after == before, "what says no key stays as it is");
  require(key.size() < shortest_secret || !spells_key(after, key, most_decodings), "no spelling of the key is left");
  return 0;
}
