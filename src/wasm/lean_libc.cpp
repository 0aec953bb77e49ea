// Two library functions in versions of our own: those of the system libraries would be a quarter of the module.
#include <emscripten/em_js.h>

#include <cstdlib>
#include <cstring>

// Every JavaScript engine has a correctly rounded decimal reader; musl's goes through 128-bit software arithmetic.
EM_JS(double, aleph_decimal_value, (const char* text, int length), { return Number(UTF8ToString(text, length)); });
EM_JS_DEPS(aleph_decimal_value, "$UTF8ToString");

extern "C" {

// Decimal numbers only, which is all that JSON and the core ask for.
double strtod(const char* text, char** end) {
  const std::size_t length = std::strspn(text, "0123456789+-.eE");
  const double value = length > 0 ? aleph_decimal_value(text, static_cast<int>(length)) : 0;
  const bool is_number = length > 0 && value == value;
  if (end) *end = const_cast<char*>(text) + (is_number ? length : 0);
  return is_number ? value : 0;
}

// The C library keeps all three in one object file: replacing one replaces all.
float strtof(const char* text, char** end) { return static_cast<float>(strtod(text, end)); }
long double strtold(const char* text, char** end) { return strtod(text, end); }
}

// libc++ documents this as replaceable; its own prints with printf. A broken precondition still ends the module.
namespace std::inline _LIBCPP_ABI_NAMESPACE {
[[noreturn]] void __libcpp_verbose_abort(const char*, ...) noexcept { std::abort(); }
}  // namespace std::inline _LIBCPP_ABI_NAMESPACE
