#include "fetch.hpp"

#include <emscripten/em_js.h>
#include <emscripten/emscripten.h>
#include <emscripten/fetch.h>
#include <emscripten/html5.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>
#include <utility>
#include <vector>

#include "core/schedule.hpp"

// The JavaScript half of a request, in pre.js.
EM_JS(void, aleph_request_opens, (int id), { requestOpens(id); });
EM_JS(void, aleph_request_cancel, (int id), { requestCancel(id); });
EM_JS(void, aleph_request_closes, (int id), { requestCloses(id); });

namespace aleph {
namespace {

/// setTimeout fires at once beyond this (HTML, "timers"); as good as never for a request.
constexpr double longest_timer_ms = 2'147'483'647;

/// Lives from the request's start to the fetch layer's last callback, which is after the settlement when that comes
/// early.
struct Fetch {
  FetchId id{};
  std::unique_ptr<Receiver> receiver{};  // none once settled
  std::size_t max_body_bytes{};
  std::string body{};
  int timer{};
};

/// Those not yet settled, in the order of their ids.
std::vector<Fetch*>& open_fetches() {
  static std::vector<Fetch*> fetches;
  return fetches;
}

auto find_open(FetchId id) {
  const auto found = std::ranges::lower_bound(open_fetches(), id, {}, &Fetch::id);
  return found != open_fetches().end() && (*found)->id == id ? found : open_fetches().end();
}

/// Takes a fetch off the list of open ones; its receiver can be called once more, by the caller.
std::unique_ptr<Receiver> detach(Fetch& fetch) {
  if (!fetch.receiver) return nullptr;
  emscripten_clear_timeout(fetch.timer);
  open_fetches().erase(find_open(fetch.id));
  return std::move(fetch.receiver);
}

void settle(Fetch& fetch, std::expected<FetchedAnswer, Error> result) {
  if (const auto receiver = detach(fetch)) receiver->settle(std::move(result));
}

/// Settles before the network is done. The fetch layer is not closed here: after emscripten_fetch_close it would reuse
/// the id while callbacks of the old request are still on their way. pre.js makes the request fail; that ends it.
void settle_early(Fetch& fetch, ErrorKind kind, std::string_view said) {
  aleph_request_cancel(fetch.id);
  settle(fetch, std::unexpected(make_error(kind, said)));
}

Fetch& fetch_of(emscripten_fetch_t* request) { return *static_cast<Fetch*>(request->userData); }

/// pre.js lets no other header through, so the text is "retry-after: …\r\n" or empty.
std::optional<double> retry_after_of(emscripten_fetch_t* request) {
  const std::size_t length = emscripten_fetch_get_response_headers_length(request);
  if (length == 0) return {};
  std::string headers(length + 1, '\0');
  emscripten_fetch_get_response_headers(request, headers.data(), headers.size());
  std::string_view value(headers.c_str());
  value = value.substr(0, value.find('\r'));
  const auto colon = value.find(':');
  if (colon == value.npos) return {};
  return read_retry_after(value.substr(colon + 1), static_cast<EpochMs>(emscripten_date_now()));
}

/// The fetch layer's last word, readyState 4: nothing of it calls back after this.
void close(emscripten_fetch_t* request) {
  const std::unique_ptr<Fetch> fetch(&fetch_of(request));
  aleph_request_closes(fetch->id);
  emscripten_fetch_close(request);
}

/// Gives back the memory of a chunk, which the fetch layer allocates before it calls and forgets when it calls again.
void free_chunk(emscripten_fetch_t* request) {
  std::free(const_cast<char*>(request->data));
  request->data = nullptr;
}

void on_progress(emscripten_fetch_t* request) {
  auto& fetch = fetch_of(request);
  const auto size = static_cast<std::size_t>(request->numBytes);
  if (fetch.receiver) {
    if (size > fetch.max_body_bytes - fetch.body.size()) {
      settle_early(fetch, ErrorKind::invalid_response, "The answer is larger than the allowed number of bytes");
    } else {
      fetch.body.append(request->data, size);
    }
  }
  free_chunk(request);
}

void on_success(emscripten_fetch_t* request) {
  auto& fetch = fetch_of(request);
  if (request->status == 0) {
    // No answer but a Response that stands for a failure, as Response.error() makes.
    settle(fetch, std::unexpected(make_error(ErrorKind::connection)));
  } else {
    settle(fetch,
           FetchedAnswer{
               .status = request->status, .body = std::move(fetch.body), .retry_after = retry_after_of(request)});
  }
  close(request);
}

/// Called for an HTTP status that is not 2xx, for a failed network (then once more with readyState 4), and after both.
void on_error(emscripten_fetch_t* request) {
  constexpr unsigned short done = 4;
  if (request->readyState == done) return on_success(request);
  settle(fetch_of(request), std::unexpected(make_error(ErrorKind::connection)));
  // When a body breaks off, its last chunk comes once more.
  free_chunk(request);
}

/// Gets the id, not the fetch: where timers are no small integers, clearing one does nothing, and it comes after all.
void on_deadline(void* id) {
  const auto found = find_open(static_cast<FetchId>(reinterpret_cast<std::intptr_t>(id)));
  if (found != open_fetches().end()) settle_early(**found, ErrorKind::timeout, {});
}

}  // namespace

FetchId start_fetch(const Request& request, FetchLimits limits, std::unique_ptr<Receiver> receiver) {
  static FetchId last_id = 0;
  // Owned by the fetch layer's userData until close().
  auto* fetch = new Fetch{.id = ++last_id, .receiver = std::move(receiver), .max_body_bytes = limits.max_body_bytes};
  open_fetches().push_back(fetch);
  auto* timer_data = reinterpret_cast<void*>(static_cast<std::intptr_t>(fetch->id));
  fetch->timer = emscripten_set_timeout(on_deadline, std::min(limits.timeout_ms, longest_timer_ms), timer_data);

  emscripten_fetch_attr_t attributes;
  emscripten_fetch_attr_init(&attributes);
  constexpr std::string_view method = "GET";
  std::ranges::copy(method, attributes.requestMethod);
  attributes.attributes = EMSCRIPTEN_FETCH_LOAD_TO_MEMORY | EMSCRIPTEN_FETCH_STREAM_DATA | EMSCRIPTEN_FETCH_REPLACE;
  const std::array<const char*, 5> headers = {"Accept", "application/json",
                                              request.authorization.empty() ? nullptr : "Authorization",
                                              request.authorization.c_str(), nullptr};
  attributes.requestHeaders = headers.data();
  attributes.userData = fetch;
  attributes.onsuccess = on_success;
  attributes.onerror = on_error;
  attributes.onprogress = on_progress;
  aleph_request_opens(fetch->id);
  emscripten_fetch(&attributes, request.url.c_str());
  return fetch->id;
}

void abort_fetch(FetchId id) {
  const auto found = find_open(id);
  if (found == open_fetches().end()) return;
  aleph_request_cancel(id);
  detach(**found);
}

}  // namespace aleph
