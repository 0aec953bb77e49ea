// One request, exactly as agreed, or none at all.
#include "core/http/request.hpp"

#include "check.hpp"
#include "core/endpoints.hpp"

namespace aleph::test {
namespace {

/// A look that works, but for the part of it that a row is about.
struct Look {
  std::string_view base_url = "https://api.kie.ai";
  std::string_view task_id = "task-1";
  std::optional<std::string_view> api_key{};
  Route route = Route::aleph;
};

Look with_base_url(std::string_view base_url) { return {.base_url = base_url}; }
Look with_task_id(std::string_view task_id) { return {.task_id = task_id}; }
Look with_key(std::string_view key) { return {.api_key = key}; }

std::expected<Request, Error> build(const Look& look) {
  const Scalar task_id{.type = Scalar::Type::string, .text = std::string(look.task_id)};
  return build_request(endpoint_for("look", look.route), {.base_url = look.base_url, .api_key = look.api_key},
                       {&task_id, 1});
}

/// Checks rows of `[value, expected]` against the requests that `with` makes of the values.
class Suite {
 public:
  Suite(const Json& cases, Report& report) : cases_(cases), report_(report) {}

  void refused(const char* table, Look (*with)(std::string_view), std::string_view about) {
    for (const auto& row : cases_.at(table)) {
      const auto value = text_of(row.at(0));
      const auto name = name_of_row(table, row.at(0));
      const auto request = build(with(value));
      report_.equal(name + " is refused", request.has_value(), false);
      if (request) continue;
      const auto& error = request.error();
      report_.equal(name, info(error.kind).name, "invalid-request");
      report_.contains(name, error.message, row.at(1).get<std::string>());
      report_.equal(name + ": about", error.message.substr(0, about.size()), about);
      for (const auto& part : cases_.at("neverQuoted")) {
        report_.equal(name + " is not quoted", error.message.contains(part.get<std::string>()), false);
      }
    }
  }

  void sent(const char* table, Look (*with)(std::string_view)) {
    for (const auto& row : cases_.at(table)) {
      const auto value = text_of(row.at("value"));
      check_sent(table, row, build(with(value)));
    }
  }

  /// The good look on each route.
  void sent_to_routes() {
    for (const auto& row : cases_.at("routes")) {
      const bool is_jobs = row.at("value") == name_of(Route::jobs);
      check_sent("routes", row, build({.route = is_jobs ? Route::jobs : Route::aleph}));
    }
  }

 private:
  void check_sent(const char* table, const Json& row, const std::expected<Request, Error>& request) {
    const auto actual = request
                            ? Json::object({{"url", request->url}, {"authorization", request->authorization.view()}})
                            : Json(request.error().message);
    report_.equal(name_of_row(table, row.at("value")), actual, row.at("request"));
  }

  /// In ASCII, so that it can be cut: some values are a million characters long.
  static std::string name_of_row(const char* table, const Json& value) {
    return std::string(table) + ' ' + value.dump(-1, ' ', true).substr(0, 60);
  }

  const Json& cases_;
  Report& report_;
};

}  // namespace

void run(const Json& cases, Report& report) {
  Suite suite(cases, report);
  suite.sent("baseUrls", with_base_url);
  suite.sent("taskIds", with_task_id);
  suite.sent("keys", with_key);
  suite.sent_to_routes();
  suite.refused("badBaseUrls", with_base_url, "The base URL ");
  suite.refused("badTaskIds", with_task_id, "The task id ");
  suite.refused("badKeys", with_key, "The API key ");
}

}  // namespace aleph::test
