// What the answers of both lookups have in common: the first members of `data`, under each one's own names.
#pragma once

#include <cstdint>

#include "core/wire/envelope.hpp"

namespace aleph {

/// Rows behind the envelope's; a lookup's own begin at `end`.
namespace task_member {
enum : std::uint8_t {
  task_id = envelope::end,
  success_flag,
  error_code,
  error_message,
  create_time,
  complete_time,
  param_json,
  response,
  end,
};
}

}  // namespace aleph
