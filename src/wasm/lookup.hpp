// One attempt to look up a task: request → fetch → record_info, as values JavaScript can hold.
#pragma once

#include <emscripten/val.h>

#include <optional>
#include <string>

#include "fetch.hpp"

namespace aleph {

/// What JavaScript asks for. Names are those of `AlephClient`'s options.
struct Lookup {
  std::string base_url{};
  std::string task_id{};
  std::optional<std::string> api_key{};
  double timeout_ms{};
  double max_response_bytes{};
  bool raw{};  ///< also hand over the body as text
};

/// A task as JavaScript gets it: text and numbers only.
struct WireTask {
  std::string task_id{};
  std::string status{};
  std::optional<double> success_flag{};
  std::optional<double> error_code{};
  std::optional<std::string> error_message{};
  std::optional<double> create_time{};    ///< epoch ms
  std::optional<double> complete_time{};  ///< epoch ms
  std::optional<std::string> param_json{};
  bool has_parameters{};  ///< `param_json` is one JSON object
  bool has_response{};
  std::optional<std::string> response_task_id{};
  std::optional<std::string> result_video_url{};
  std::optional<std::string> result_image_url{};
};

struct WireError {
  std::string kind{};
  std::string message{};
  bool retryable{};
  std::optional<double> code{};
  std::optional<double> status{};
  std::optional<double> retry_after{};
};

/// Exactly one of task and error.
struct Settlement {
  std::optional<WireTask> task{};
  std::optional<WireError> error{};
  std::optional<std::string> raw{};
};

/// Starts an attempt. `on_settled` gets one Settlement, unless the attempt is aborted; for a request that cannot be
/// sent it gets it before this returns.
/// @return a number for `abort_fetch`; 0 when nothing was sent
[[nodiscard]] FetchId start_lookup(const Lookup& lookup, emscripten::val on_settled);

}  // namespace aleph
