// Any endpoint, base URL, key and arguments: a request on the base URL's origin, or an error that quotes nothing.
#include "core/http/request.hpp"

#include <algorithm>
#include <vector>

#include "core/endpoints.hpp"
#include "input.hpp"
#include "invariants.hpp"

using namespace aleph;
using namespace aleph::fuzz;

namespace {

constexpr std::string_view uploads_origin = "https://kieai.redpandaai.co";
/// A key that is words of our own sentences may well stand in a message.
bool is_no_words_of_ours(std::string_view key) {
  constexpr std::size_t longest_word = 16;
  return key.size() > longest_word && !key.contains(' ');
}

std::string_view origin_of(std::string_view url) { return url.substr(0, url.find_first_of("/?#", url.find("//") + 2)); }

/// What URL and headers may hold: no control character, no white space, nothing beyond ASCII.
bool is_graphic(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7F; });
}

void require_request(const Request& request, const Endpoint& endpoint, const Target& target) {
  require(request.method == endpoint.method, "the method is the table's");
  const auto& url = request.url;
  require(is_graphic(url), "a URL holds no control character");
  const auto origin = origin_of(url);
  require(origin == origin_of(target.base_url) || (endpoint.host == Host::uploads && origin == uploads_origin),
          "a URL is on the base URL's origin");
  const auto query = std::min(url.find('?'), url.size());
  require(std::string_view(url).substr(0, query).ends_with(endpoint.path), "a URL ends in the endpoint's path");
  require(url.find_first_of("#?", query + 1) == url.npos, "a URL has one query and no fragment");
  const auto authorization = request.authorization.view();
  require(authorization == (target.api_key ? std::string("Bearer ").append(*target.api_key) : ""), "the key as given");
  require(request.body.empty() || (is_json_object(request.body) && is_utf8(request.body)), "a body is a JSON object");
  require(request.body.empty() == (endpoint.method == "GET" || endpoint.operation == "upload"), "who sends a body");
  require(is_utf8(request.warning), "a warning is UTF-8");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Input input(data, size);
  const auto& endpoint = endpoints[input.one_of(endpoints.size())];
  const bool has_key = input.truth();
  const auto base_url = input.part();
  const auto key = input.part();
  const Target target{.base_url = base_url, .api_key = has_key ? std::optional(key) : std::nullopt};
  // As src/wasm/arguments.cpp reads what JavaScript has written.
  std::vector<Scalar> given(endpoint.inputs.size());
  if (!read_members(input.rest(), max_json_depth, endpoint.inputs, given, HalfPair::zero)) {
    for (auto& value : given) value = {};
  }
  const auto request = build_request(endpoint, target, given);
  if (request) {
    require_request(*request, endpoint, target);
    return 0;
  }
  const auto& error = request.error();
  require_error(error);
  require(!error.message.contains('\0'), "a message without the service's words holds no zero");
  require(error.kind == ErrorKind::invalid_request, "what cannot be sent is an invalid request");
  require(!is_no_words_of_ours(key) || !error.message.contains(key), "no message quotes the key");
  return 0;
}
