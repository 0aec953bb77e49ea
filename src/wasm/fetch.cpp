#include "fetch.hpp"

#include <emscripten/emscripten.h>
#include <emscripten/fetch.h>
#include <emscripten/html5.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "core/http/retry_after.hpp"
#include "core/http/secret.hpp"

// In fetch.js, like all of the request's JavaScript half.
extern "C" {
/// Makes a request fail; without effect on one that has ended.
void aleph_cancel(aleph::FetchId id);
/// Writes the answer's header `Retry-After`, cut off after `room - 1` bytes. @return bytes written
std::size_t aleph_retry_after(aleph::FetchId id, char* text, std::size_t room);
}

namespace aleph {
namespace {

/// setTimeout fires at once beyond this (HTML, "timers"); as good as never for a request.
constexpr double longest_timer_ms = 2'147'483'647;

/// What fetch.js says in place of an HTTP status.
constexpr unsigned short status_of_none = 0;         ///< no complete answer, or a Response that stands for a failure
constexpr unsigned short status_of_cancelled = -1U;  ///< ended by the deadline or by `aleph_cancel`

/// Lives from the request's start to its settlement.
struct Fetch {
  std::unique_ptr<Receiver> receiver;
  std::size_t max_body_bytes;
  Fetched fetched{};
};

Fetch& fetch_of(emscripten_fetch_t* request) { return *static_cast<Fetch*>(request->userData); }

std::optional<double> retry_after_of(FetchId id) {
  std::array<char, 64> value;
  const std::size_t length = aleph_retry_after(id, value.data(), value.size());
  if (length == value.size() - 1) return {};  // cut off; no number of seconds and no date is as long
  return read_retry_after({value.data(), length}, static_cast<EpochMs>(emscripten_date_now()));
}

void on_progress(emscripten_fetch_t* request) {
  auto& [_, max_body_bytes, fetched] = fetch_of(request);
  const auto size = static_cast<std::size_t>(request->numBytes);
  if (size > max_body_bytes - fetched.body.size()) {
    fetched.failure = ErrorKind::invalid_response;
    fetched.status = request->status;
    aleph_cancel(request->id);
  } else {
    append_wiping(fetched.body, {request->data, size});
  }
}

void on_end(emscripten_fetch_t* request) {
  const std::unique_ptr<Fetch> fetch(&fetch_of(request));
  auto& fetched = fetch->fetched;
  fetched.id = request->id;
  if (!fetched.failure) fetched.status = request->status;
  fetched.retry_after = retry_after_of(request->id);
  if (fetched.status == status_of_none) fetched.failure = ErrorKind::connection;
  if (fetched.status == status_of_cancelled && !fetched.failure) fetched.failure = ErrorKind::timeout;
  fetch->receiver->settle(fetched);
  wipe(fetched.body.data(), fetched.body.size());
  emscripten_fetch_close(request);
}

/// emscripten_fetch's copies, which have been sent when it returns.
void wipe_headers(const emscripten_fetch_t& request) {
  for (const auto* header = request.__attributes.requestHeaders; *header; ++header) {
    wipe(const_cast<char*>(*header), std::strlen(*header));
  }
}

}  // namespace

FetchId start_fetch(const Request& request, FetchLimits limits, std::unique_ptr<Receiver> receiver) {
  emscripten_fetch_attr_t attributes;
  emscripten_fetch_attr_init(&attributes);
  request.method.copy(attributes.requestMethod, sizeof attributes.requestMethod - 1);
  attributes.attributes = EMSCRIPTEN_FETCH_LOAD_TO_MEMORY | EMSCRIPTEN_FETCH_STREAM_DATA | EMSCRIPTEN_FETCH_REPLACE;
  attributes.timeoutMSecs = static_cast<unsigned>(std::min(limits.timeout_ms, longest_timer_ms));
  // The first nothing ends them.
  std::array<const char*, 7> headers = {"Accept", "application/json"};
  auto next = headers.begin() + 2;
  const auto add = [&next](const char* name, const char* value) { *next++ = name, *next++ = value; };
  if (!request.authorization.empty()) add("Authorization", request.authorization.c_str());
  if (!request.body.empty()) add("Content-Type", "application/json");
  attributes.requestHeaders = headers.data();
  attributes.requestData = request.body.data();
  attributes.requestDataSize = request.body.size();
  attributes.onsuccess = on_end;
  attributes.onprogress = on_progress;
  attributes.userData = new Fetch{.receiver = std::move(receiver), .max_body_bytes = limits.max_body_bytes};
  const emscripten_fetch_t* fetch = emscripten_fetch(&attributes, request.url.c_str());
  wipe_headers(*fetch);
  return fetch->id;
}

void abort_fetch(FetchId id) { aleph_cancel(id); }

}  // namespace aleph
