// Memory that held a key is overwritten before it is given back, and a text is copied no more often than is said.
#include "core/http/secret.hpp"

#include <cstdlib>
#include <cstring>
#include <new>

#include "check.hpp"
#include "core/wire/redact.hpp"

namespace aleph::test {
namespace {

/// What is seen of the memory that a piece of code asks for and gives back, while this lives.
class Watch {
 public:
  explicit Watch(std::string_view key) : key_(key) { watching = this; }
  ~Watch() { watching = nullptr; }
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  void asked(std::size_t size) { asked_ += size; }
  void given_back(std::string_view bytes, bool is_whole) {
    left_key_ = left_key_ || bytes.contains(key_);
    overran_ = overran_ || !is_whole;
  }

  /// How many bytes were asked for.
  [[nodiscard]] std::size_t asked() const { return asked_; }
  /// Whether something had the key in it when it was given back.
  [[nodiscard]] bool left_key() const { return left_key_; }
  /// Whether something was written behind its end.
  [[nodiscard]] bool overran() const { return overran_; }

  static inline Watch* watching = nullptr;

 private:
  std::string_view key_;
  std::size_t asked_ = 0;
  bool left_key_ = false;
  bool overran_ = false;
};

/// In front of each piece of memory: its size, and room up to the next place that suits everything.
constexpr std::size_t front = alignof(std::max_align_t);
/// Behind it: zeros.
constexpr std::size_t behind = 16;

}  // namespace
}  // namespace aleph::test

// Those of the whole program. Zeros, so that nothing older is in what is given back.
void* operator new(std::size_t size) {
  using namespace aleph::test;
  auto* const bytes = static_cast<char*>(std::calloc(1, front + size + behind));
  if (bytes == nullptr) std::abort();
  std::memcpy(bytes, &size, sizeof size);
  if (Watch::watching != nullptr) Watch::watching->asked(size);
  return bytes + front;
}

void operator delete(void* pointer) noexcept {
  using namespace aleph::test;
  if (pointer == nullptr) return;
  auto* const bytes = static_cast<char*>(pointer) - front;
  std::size_t size = 0;
  std::memcpy(&size, bytes, sizeof size);
  const std::string_view end(bytes + front + size, behind);
  const bool is_whole = end.find_first_not_of('\0') == end.npos;
  if (Watch::watching != nullptr) Watch::watching->given_back({bytes + front, size}, is_whole);
  std::free(bytes);
}

void operator delete(void* pointer, std::size_t) noexcept { operator delete(pointer); }

namespace aleph::test {
namespace {

void check_secret(const std::string& name, const std::string& key, Report& report) {
  const Watch watch(key);
  {
    Secret first("Bearer ", key);
    const bool is_held = first.view().starts_with("Bearer ") && first.view().substr(7) == key && !first.empty();
    report.equal(name + ": is held", is_held && first.view() == first.c_str(), true);
    Secret second = std::move(first);
    // What is left where it was is what is asked here. NOLINTBEGIN(bugprone-use-after-move)
    report.equal(name + ": is moved", second.view().substr(7) == key, true);
    report.equal(name + ": and is gone where it was", first.empty() && *first.c_str() == '\0', true);
    first = std::move(second);
    report.equal(name + ": and back", first.view().substr(7) == key && second.empty(), true);
    // NOLINTEND(bugprone-use-after-move)
  }
  report.equal(name + ": is no secret's memory", watch.left_key() || watch.overran(), false);
}

/// In pieces of a size, as an answer arrives. The text grows by leaps, so that few pieces move it.
void check_appended(const std::string& name, std::string_view text, std::string_view key, std::size_t size,
                    Report& report) {
  const Watch watch(key);
  std::string whole;
  for (std::size_t at = 0; at < text.size(); at += size) append_wiping(whole, text.substr(at, size));
  report.equal(name + ": arrives", whole == text, true);
  report.equal(name + ": moves seldom", watch.asked() < 5 * text.size() + 1000, true);
  wipe(whole.data(), whole.size());
  report.equal(name + ": is overwritten", whole.find_first_not_of('\0') == whole.npos, true);
  whole = std::string();
  report.equal(name + ": leaves nothing where it was", watch.left_key(), false);
}

void check_redacted(const std::string& name, std::string text, std::string_view key, Report& report) {
  const Watch watch(key);
  redact(text, key);
  report.equal(name + ": is in no memory given back", watch.left_key(), false);
}

void check_copied(const Json& row, std::string_view key, Report& report) {
  auto text = row.at("text").get<std::string>();
  const Watch watch(key);
  redact(text, key);
  const auto asked = watch.asked();
  report.equal(row.at("name").get<std::string>(), asked <= row.at("copies").get<std::size_t>() * text.size() + 1000,
               true);
}

}  // namespace

void run(const Json& cases, Report& report) {
  for (const auto& row : cases.at("spellings")) {
    const auto name = row.at("name").get<std::string>();
    const auto key = row.at("key").get<std::string>();
    const auto text = row.at("text").get<std::string>();
    check_secret(name, key, report);
    check_appended(name, text, key, 7, report);
    check_appended(name + ", at once", text, key, text.size(), report);
    check_redacted(name, text, key, report);
  }
  const auto key = cases.at("copiedKey").get<std::string>();
  for (const auto& row : cases.at("copied")) check_copied(row, key, report);
}

}  // namespace aleph::test
