// One attempt to look up a task: request → fetch → record_info, as numbers and texts JavaScript can hold.
#pragma once

#include <string>

#include "fetch.hpp"

namespace aleph {

/// Starts an attempt; the arguments are `AlephClient`'s options, and `raw` hands over the body as text, too.
/// JavaScript's `settled` gets one array; for a request that cannot be sent, before this returns. Of a task: raw,
/// undefined, taskId, status, successFlag, errorCode, errorMessage, createTime, completeTime (epoch ms), paramJson,
/// the same for JSON.parse (undefined when it is no JSON object), whether there is a response, and its taskId,
/// resultVideoUrl and resultImageUrl. Of an error: undefined, kind, message, retryable, code, status, retryAfter.
/// @return a number for `abort_fetch`; 0 when nothing was sent
[[nodiscard]] FetchId start_lookup(const std::string& base_url, const std::string& task_id, double timeout_ms,
                                   double max_response_bytes, bool raw);

}  // namespace aleph
