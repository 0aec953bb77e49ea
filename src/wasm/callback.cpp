#include "callback.hpp"

#include <cstdint>

#include "arguments.hpp"
#include "core/callback.hpp"
#include "json_writer.hpp"
#include "settlement.hpp"

namespace aleph {
namespace {

enum Told : std::uint8_t { body, timestamp, now };
constexpr auto told_members = outermost("body", "timestamp", "now");

void complain(JsonWriter& out, std::string_view name, const Complaint& complaint) {
  out.member(name, std::string(complaint.about).append(complaint.what));
}

void write_signed(JsonWriter& out, const std::string& task_id, const Arguments& given) {
  const auto text = signed_text(task_id, given.text(timestamp), static_cast<EpochMs>(given.number(now).value_or(0)));
  if (text) {
    out.member("signedText", *text);
  } else {
    complain(out, "unsigned", text.error());
  }
}

}  // namespace

std::string read_told(const std::string& given_json) {
  const Arguments given(given_json, told_members);
  JsonWriter out;
  const auto callback = read_callback(given.text(body));
  if (!callback) {
    complain(out, "complaint", callback.error());
    return std::move(out).take();
  }
  write_task(out, callback->task, callback->route);
  out.member("isKnown", callback->status.has_value());
  write_signed(out, callback->task.task_id, given);
  return std::move(out).take();
}

}  // namespace aleph
