#include "core/wire/time.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace aleph {
namespace {

constexpr std::int64_t ms_per_second = 1000;
constexpr std::int64_t ms_per_minute = 60 * ms_per_second;
constexpr std::int64_t ms_per_hour = 60 * ms_per_minute;
constexpr std::int64_t ms_per_day = 24 * ms_per_hour;

/// Below this a number is read as seconds: 10^11 ms is March 1973, 10^11 s is the year 5138.
constexpr double smallest_ms = 1e11;

/// Year, month, day, hour, minute, second.
using Civil = std::array<int, 6>;

constexpr bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

constexpr int days_in_month(int year, int month) {
  constexpr std::array days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : days[static_cast<std::size_t>(month - 1)];
}

/// How many leap years there were up to the end of one, from year 1 on.
constexpr int leap_years_until(int year) { return year / 4 - year / 100 + year / 400; }

/// Days since 1970-01-01 in the proleptic Gregorian calendar, for years from 1 on.
constexpr std::int64_t days_from_civil(int year, int month, int day) {
  std::int64_t days = 365LL * (year - 1970);
  days += leap_years_until(year - 1) - leap_years_until(1969);
  for (int m = 1; m < month; ++m) days += days_in_month(year, m);
  return days + day - 1;
}
static_assert(days_from_civil(1970, 1, 1) == 0);
static_assert(days_from_civil(2026, 8, 18) == 20683);

constexpr std::optional<EpochMs> epoch_ms(const Civil& t) {
  const auto [year, month, day, hour, minute, second] = t;
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) return {};
  if (hour > 23 || minute > 59 || second > 59) return {};
  return days_from_civil(year, month, day) * ms_per_day + hour * ms_per_hour + minute * ms_per_minute +
         second * ms_per_second;
}

/// Takes pieces off the front of a text; once one is missing, everything after it is missing too.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] bool at_end() const { return ok_ && rest_.empty(); }
  [[nodiscard]] bool at_digit() const { return !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; }

  bool accept(std::string_view any_of) {
    if (rest_.empty() || any_of.find(rest_.front()) == any_of.npos) return false;
    rest_.remove_prefix(1);
    return true;
  }

  void expect(std::string_view any_of) { ok_ = accept(any_of) && ok_; }
  void fail() { ok_ = false; }

  int digits(std::size_t count) {
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (!at_digit()) {
        fail();
        break;
      }
      value = value * 10 + (rest_.front() - '0');
      rest_.remove_prefix(1);
    }
    return value;
  }

  /// A month by its name, from 1; what is none is 0, which no date has.
  int month() {
    constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    const auto i = months.find(rest_.substr(0, 3));
    if (rest_.size() < 3 || i == months.npos || i % 3 != 0) return 0;
    rest_.remove_prefix(3);
    return static_cast<int>(i / 3) + 1;
  }

  /// Reads a time by a pattern: a digit is the number of that place in `Civil`, `*` a month's name, `~` what stands
  /// between date and time, any other character is itself.
  Civil match(std::string_view pattern) {
    Civil t{};
    for (const char& p : pattern) {
      if (p >= '0' && p <= '5') {
        t[static_cast<std::size_t>(p - '0')] = digits(p == '0' ? 4 : 2);
      } else if (p == '*') {
        t[1] = month();
      } else {
        expect(p == '~' ? "Tt " : std::string_view(&p, 1));
      }
    }
    return t;
  }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

int fraction_ms(Scanner& scan) {
  int ms = 0;
  int scale = 100;
  if (!scan.at_digit()) scan.fail();
  for (; scan.at_digit(); scale /= 10) ms += scan.digits(1) * scale;
  return ms;
}

std::int64_t offset_ms(Scanner& scan) {
  if (scan.accept("Zz")) return 0;
  const bool east = scan.accept("+");
  if (!east) scan.expect("-");
  const int hours = scan.digits(2);
  scan.accept(":");
  const int minutes = scan.at_digit() ? scan.digits(2) : 0;
  if (hours > 23 || minutes > 59) scan.fail();
  const std::int64_t ms = hours * ms_per_hour + minutes * ms_per_minute;
  return east ? ms : -ms;
}

}  // namespace

std::optional<EpochMs> time_from_number(double value) {
  if (!std::isfinite(value) || value <= 0) return {};
  const double ms = value < smallest_ms ? value * 1000 : value;
  if (ms > static_cast<double>(max_epoch_ms)) return {};
  return static_cast<EpochMs>(ms);
}

std::optional<EpochMs> time_from_iso(std::string_view text) {
  Scanner scan(text);
  const auto t = scan.match("0-1-2~3:4:5");
  const int fraction = scan.ok() && scan.accept(".,") ? fraction_ms(scan) : 0;
  const std::int64_t offset = scan.at_end() ? 0 : offset_ms(scan);
  if (!scan.at_end()) return {};
  const auto ms = epoch_ms(t);
  if (!ms) return {};
  return *ms + fraction - offset;
}

std::optional<EpochMs> time_from_http_date(std::string_view text) {
  // The day's name follows from the date.
  Scanner scan(text.substr(std::min(text.size(), std::size_t{3})));
  const auto t = scan.match(", 2 * 0 3:4:5 GMT");
  if (!scan.at_end()) return {};
  return epoch_ms(t);
}

}  // namespace aleph
