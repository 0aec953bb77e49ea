#include "callback.hpp"

#include <cstdint>
#include <optional>

#include "arguments.hpp"
#include "core/callback.hpp"
#include "json_writer.hpp"

namespace aleph {
namespace {

enum CallbackMember : std::uint8_t { body, timestamp, now };
constexpr auto callback_members = outermost("body", "timestamp", "now");

std::string text_of(const Complaint& complaint) {
  JsonWriter out;
  out.member("complaint", std::string(complaint.about).append(complaint.what));
  return std::move(out).take();
}

template <typename Named>
void write_name(JsonWriter& out, std::string_view name, std::optional<Named> value) {
  value ? out.member(name, name_of(*value)) : out.json(name, {});
}

}  // namespace

std::string read_callback_for_js(const std::string& callback) {
  const Arguments given(callback, callback_members);
  const auto read = read_callback(given.text(body));
  if (!read) return text_of(read.error());
  JsonWriter out;
  out.member("taskId", read->task_id);
  write_name(out, "route", read->route);
  write_name(out, "status", read->status);
  const auto text =
      signed_text(read->task_id, given.text(timestamp), static_cast<EpochMs>(given.number(now).value_or(0)));
  out.member("signedText", text ? std::optional(*text) : std::nullopt);
  out.member("signatureComplaint", text ? std::string() : std::string(text.error().about).append(text.error().what));
  return std::move(out).take();
}

}  // namespace aleph
