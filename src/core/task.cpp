#include "core/task.hpp"
namespace aleph {
[[gnu::noinline]] Task::Task() = default;
[[gnu::noinline]] Task::~Task() = default;
[[gnu::noinline]] Task::Task(Task&&) noexcept = default;
[[gnu::noinline]] Task& Task::operator=(Task&&) noexcept = default;
}  // namespace aleph
