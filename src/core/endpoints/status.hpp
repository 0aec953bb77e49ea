// What both lookups say of a task's state by numbers.
#pragma once

#include "core/task.hpp"
#include "core/wire/json.hpp"

namespace aleph {

/// docs/contract.md, "Reading the state": the flag decides, else whether there is a reason to have failed.
[[nodiscard]] Status status_of(const Scalar& success_flag, const Scalar& error_code, const Scalar& error_message);

}  // namespace aleph
