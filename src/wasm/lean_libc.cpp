// Library functions in versions of our own: those of the system libraries would be a quarter of the module.
#include <emscripten/em_js.h>

#include <cerrno>
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

// nlohmann/json asks for whole numbers it has checked, in base 10; what does not fit it reads with strtod.
unsigned long long strtoull(const char* text, char** end, int) {
  constexpr int always_fitting_digits = 18;
  unsigned long long value = 0;
  const char* at = text;
  for (; *at >= '0' && *at <= '9'; ++at) value = value * 10 + static_cast<unsigned>(*at - '0');
  if (at - text > always_fitting_digits) errno = ERANGE;
  *end = const_cast<char*>(at);
  return value;
}

long long strtoll(const char* text, char** end, int base) {
  const bool is_negative = *text == '-';
  const auto magnitude = strtoull(text + is_negative, end, base);
  return static_cast<long long>(is_negative ? 0 - magnitude : magnitude);
}

unsigned long strtoul(const char* text, char** end, int base) {
  return static_cast<unsigned long>(strtoull(text, end, base));
}
long strtol(const char* text, char** end, int base) { return static_cast<long>(strtoll(text, end, base)); }
}
