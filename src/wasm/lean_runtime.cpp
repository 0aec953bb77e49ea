// What the C++ and embind runtimes would bring along although this module makes no use of it, in versions that do
// nothing. Only in what is shipped: the sanitizers use it.
#include <stdexcept>
#include <typeinfo>

extern "C" {

// embind's own object file, which these replace, registers 40 types that bindings.cpp does not use.
const char* __getTypeName(const std::type_info*) { return ""; }
void _embind_register_bindings(void*) {}
void _emval_coro_resume(void*, void*) {}
void _emval_coro_reject(void*, void*) {}
}

namespace std {
inline namespace _LIBCPP_ABI_NAMESPACE {

// libc++ documents this as replaceable; its own prints with printf. A broken precondition still ends the module.
[[noreturn]] void __libcpp_verbose_abort(const char*, ...) noexcept { __builtin_trap(); }

// nlohmann/json makes an exception of every parse error, thrown or not. Nobody reads ours, and the library's own brings
// run-time type information with it.
__libcpp_refstring::__libcpp_refstring(const char* text) : __imp_(text) {}
__libcpp_refstring::~__libcpp_refstring() = default;

}  // namespace _LIBCPP_ABI_NAMESPACE

exception::~exception() noexcept = default;
const char* exception::what() const noexcept { return ""; }
runtime_error::runtime_error(const char* text) : __imp_(text) {}
runtime_error::~runtime_error() noexcept = default;
const char* runtime_error::what() const noexcept { return ""; }

}  // namespace std
