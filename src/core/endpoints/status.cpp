#include "core/endpoints/status.hpp"

namespace aleph {
namespace {

/// docs/contract.md, "Reading the state": its table of `errorCode` values.
bool is_reason(const Scalar& error_code) {
  using enum Scalar::Type;
  if (error_code.type == number) return error_code.number != 0;
  if (error_code.type == string) return !error_code.text.empty() && error_code.text != "0";
  return error_code.type != absent && error_code.type != null;
}

}  // namespace

Status status_of(const Scalar& success_flag, const Scalar& error_code, const Scalar& error_message) {
  const auto flag = success_flag.as_number();
  if (flag == 1) return Status::succeeded;
  if (flag >= 2) return Status::failed;
  return is_reason(error_code) || error_message.as_text() ? Status::failed : Status::processing;
}

}  // namespace aleph
