// A text that must not stay in memory once it is no longer needed: an API key, a header that holds one.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace aleph {

/// Overwrites what is about to be freed, in a way no compiler leaves out.
inline void wipe(char* bytes, std::size_t size) { std::fill_n(static_cast<volatile char*>(bytes), size, '\0'); }

/// Owns its bytes and a zero behind them. Moves only and never grows, so that there is no second copy of them.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string_view first, std::string_view second = {})
      : text_(std::make_unique<char[]>(first.size() + second.size() + 1)), size_(first.size() + second.size()) {
    std::ranges::copy(second, std::ranges::copy(first, text_.get()).out);
  }
  Secret(Secret&& other) noexcept : text_(std::move(other.text_)), size_(std::exchange(other.size_, 0)) {}
  Secret& operator=(Secret&& other) noexcept {
    std::swap(text_, other.text_);
    std::swap(size_, other.size_);
    return *this;
  }
  ~Secret() { wipe(text_.get(), size_); }

  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] std::string_view view() const { return {text_.get(), size_}; }
  [[nodiscard]] const char* c_str() const { return text_ ? text_.get() : ""; }

 private:
  std::unique_ptr<char[]> text_;
  std::size_t size_ = 0;
};

/// Appends to a text that may hold a secret; where it has to move, what it leaves behind is overwritten.
inline void append_wiping(std::string& text, std::string_view more) {
  if (text.capacity() - text.size() < more.size()) {
    std::string larger;
    larger.reserve(std::max(2 * text.capacity(), text.size() + more.size()));
    larger.append(text);
    larger.swap(text);
    wipe(larger.data(), larger.size());
  }
  text.append(more);
}

}  // namespace aleph
