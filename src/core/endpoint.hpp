// What is known of one of the service's endpoints: a line of the table in endpoints.hpp, and the two functions behind
// it.
#pragma once

#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "core/error.hpp"
#include "core/http/answer.hpp"
#include "core/task.hpp"
#include "core/wire/json.hpp"

namespace aleph {

/// What a request holds of its endpoint's own.
struct Payload {
  std::string query{};    ///< of the URL, percent-encoded; empty for none
  std::string body{};     ///< JSON; empty for none
  std::string warning{};  ///< sentences about what the vendor advises against and may work all the same
};

/// What is wrong with an argument, as a sentence in two parts; neither quotes it.
struct Complaint {
  std::string_view about;  ///< with a space at its end
  std::string_view what;
};

/// What an answer holds: a task, a number or a text.
using Reply = std::variant<Task, double, std::string>;

/// Which of the service's hosts an endpoint is on. Behind a proxy, both are the proxy.
enum class Host : std::uint8_t { api, uploads };

/// The caller's arguments for one endpoint, in the order of its `inputs`.
using Inputs = std::span<const Scalar>;

struct Endpoint {
  std::string_view operation;  ///< what is done by it, as JavaScript asks for it
  Route route;                 ///< by which of two ways, where the service has two
  Host host;
  std::string_view method;
  std::string_view path;           ///< below the base URL
  bool idempotent;                 ///< asked twice, it does no more than once
  std::span<const Member> inputs;  ///< `outermost`
  std::expected<Payload, Complaint> (*build)(Inputs inputs);
  std::expected<Reply, Error> (*read)(const Answer& answer, Inputs);
};

}  // namespace aleph
