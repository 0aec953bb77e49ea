// Any text or number as a time: none, or one within bounds that is the same when it is written out and read again.
#include "core/wire/time.hpp"

#include <array>
#include <chrono>
#include <cstdio>
#include <string>

#include "input.hpp"
#include "invariants.hpp"

using namespace aleph;
using namespace aleph::fuzz;

namespace {

/// The calendar of the standard library, which is not ours.
struct Written {
  std::string iso;
  std::string http;
};

Written written(EpochMs time) {
  using namespace std::chrono;
  constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const sys_time<milliseconds> point{milliseconds(time)};
  const auto day = floor<days>(point);
  const year_month_day date(day);
  const hh_mm_ss clock(point - day);
  const int year = static_cast<int>(date.year());
  const auto month = static_cast<unsigned>(date.month());
  const auto number = static_cast<unsigned>(date.day());
  const auto hour = static_cast<int>(clock.hours().count());
  const auto minute = static_cast<int>(clock.minutes().count());
  const auto second = static_cast<int>(clock.seconds().count());
  std::array<char, 64> iso;
  std::array<char, 64> http;
  (void)std::snprintf(iso.data(), iso.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", year, month, number, hour, minute,
                      second, static_cast<int>(clock.subseconds().count()));
  (void)std::snprintf(http.data(), http.size(), "Day, %02u %s %04d %02d:%02d:%02d GMT", number, months[month - 1], year,
                      hour, minute, second);
  return {.iso = iso.data(), .http = http.data()};
}

/// The first of year 1 and of year 10000: what four digits can say.
constexpr EpochMs first = -62'135'596'800'000;
constexpr EpochMs end = 253'402'300'800'000;
/// The furthest an offset goes.
constexpr EpochMs day_ms = 86'400'000;

void check_iso(std::string_view text) {
  const auto time = time_from_iso(text);
  if (!time) return;
  require(*time > first - day_ms && *time < end + day_ms, "a time of ISO 8601 is of four digits' years");
  if (*time >= first && *time < end) require(time_from_iso(written(*time).iso) == time, "ISO 8601 reads the same");
}

void check_http(std::string_view text) {
  const auto time = time_from_http_date(text);
  if (!time) return;
  require(*time >= first && *time < end && *time % 1000 == 0, "an HTTP date is a second of four digits' years");
  require(time_from_http_date(written(*time).http) == time, "an HTTP date reads the same");
}

void check_number(double value) {
  const auto time = time_from_number(value);
  require(time.has_value() == (value > 0 && (value < 1e11 ? value * 1000 : value) <= 8.64e15),
          "which numbers are times");
  require(!time || (*time >= 0 && *time <= max_epoch_ms), "a number's time is one that a Date holds");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Input input(data, size);
  switch (input.one_of(3)) {
    case 0:
      check_iso(input.rest());
      break;
    case 1:
      check_http(input.rest());
      break;
    default:
      check_number(input.number<double>());
  }
  return 0;
}
