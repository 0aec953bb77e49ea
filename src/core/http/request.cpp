#include "core/http/request.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "core/wire/text.hpp"

namespace aleph {
namespace {

/// What people leave at the end of a base URL's path, the longest first.
constexpr auto endings = std::to_array<std::string_view>({"/api/v1", "/api"});

/// The service's own hosts.
constexpr std::string_view api_host = "https://api.kie.ai";
constexpr std::string_view uploads_host = "https://kieai.redpandaai.co";

constexpr bool is_control(unsigned char c) { return c < 0x20 || c == 0x7F; }
constexpr bool is_graphic_ascii(unsigned char c) { return c > 0x20 && c < 0x7F; }

/// RFC 3986, 2.3: the characters that never need encoding.
constexpr bool is_unreserved(unsigned char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

/// U+0080 to U+009F, the control characters beyond ASCII, are C2 80 to C2 9F in UTF-8. Half a surrogate pair, which a
/// JavaScript string may hold but UTF-8 may not, arrives as ED A0 to ED BF.
bool has_control(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (is_control(c)) return true;
    const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
    if ((c == 0xC2 && next < 0xA0) || (c == 0xED && next >= 0xA0)) return true;
  }
  return false;
}

/// What is wrong with a part of the request; empty when nothing is.
std::string_view complaint_about_key(std::string_view key) {
  if (key.empty()) return "is empty; leave it out when a proxy holds it";
  if (key.size() > max_key_bytes) return "is longer than 4096 bytes";
  if (!std::ranges::all_of(key, is_graphic_ascii)) {
    return "has a space, a line break or a non-ASCII character in it";
  }
  return {};
}

std::string_view complaint_about_base_url(std::string_view url) {
  const auto what = complaint_about_url(url);
  return what.empty() && url.find_first_of("?#") != url.npos ? "has a query or a fragment" : what;
}

std::unexpected<Error> refusal(std::string_view about, std::string_view what) {
  return std::unexpected(make_error(ErrorKind::invalid_request, std::string(about).append(what)));
}

std::string_view without_slashes(std::string_view url) {
  while (url.ends_with('/')) url.remove_suffix(1);
  return url;
}

/// The base URL without what the endpoint's path says again. A host that is itself called "api" stays.
std::string_view without_ending(std::string_view url) {
  url = without_slashes(url);
  const auto authority_end = url.find('/', url.find("//") + 2);
  for (const auto ending : endings) {
    if (authority_end != url.npos && url.substr(authority_end).ends_with(ending)) {
      return without_slashes(url.substr(0, url.size() - ending.size()));
    }
  }
  return url;
}

}  // namespace

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_unreserved(byte)) {
      encoded += c;
    } else {
      encoded += '%';
      encoded += hex[byte >> 4U];
      encoded += hex[byte & 15U];
    }
  }
  return encoded;
}

std::expected<Request, Error> build_request(const Endpoint& endpoint, const Target& target, Inputs inputs) {
  auto payload = endpoint.build(inputs);
  const auto key = target.api_key;
  if (!payload) return refusal(payload.error().about, payload.error().what);
  if (const auto what = key ? complaint_about_key(*key) : ""; !what.empty()) return refusal("The API key ", what);
  if (const auto what = complaint_about_base_url(target.base_url); !what.empty()) return refusal("The base URL ", what);
  Request request{.method = endpoint.method,
                  .url{},
                  .authorization{},
                  .body = std::move(payload->body),
                  .warning = std::move(payload->warning)};
  auto base = without_ending(target.base_url);
  if (endpoint.host == Host::uploads && equals_ignoring_case(base, api_host)) base = uploads_host;
  request.url.append(base).append(endpoint.path);
  if (!payload->query.empty()) request.url.append("?").append(payload->query);
  if (key) request.authorization = Secret("Bearer ", *key);
  return request;
}

std::string_view complaint_about_url(std::string_view url) {
  const std::size_t scheme = equals_ignoring_case(url.substr(0, 8), "https://")  ? 8
                             : equals_ignoring_case(url.substr(0, 7), "http://") ? 7
                                                                                 : 0;
  if (scheme == 0) return "is not an absolute http: or https: URL";
  const auto authority = url.substr(scheme, url.find_first_of("/?#", scheme) - scheme);
  if (authority.empty()) return "has no host";
  if (authority.contains('@')) return "has a user name or password in it";
  if (!std::ranges::all_of(url, is_graphic_ascii) || url.find_first_of("\\\"<>^`{|}") != url.npos) {
    return "has characters in it that no URL has";
  }
  return {};
}

std::string_view complaint_about_task_id(std::string_view id) {
  if (id.empty()) return "is empty";
  if (id.size() > max_task_id_bytes) return "is longer than 512 bytes";
  if (has_control(id)) return "has control characters or half a surrogate pair in it";
  return {};
}

}  // namespace aleph
