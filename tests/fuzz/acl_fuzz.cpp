// SPDX-License-Identifier: Apache-2.0
//
// A line that says who asks for what (`10.1.2.3 /admin GET ada editor`), and lines of rules: decided as the slow reference decides it. The
// last byte says what becomes of a request that no rule fits, and whether who asks is known yet.
#include <sstream>

#include "fuzz/controls.h"
#include "sdk/access/reference_access.h"

namespace saki {
namespace {

struct Line {
  reference::Asked asked;
  Identity caller;
  bool good = false;
};

// What no request has, such as a client that is none, is left out.
Line read_line(const std::string& text) {
  Line line;
  std::istringstream in(text);
  in >> line.asked.client >> line.asked.path >> line.asked.method >> line.caller.subject;
  for (std::string role; in >> role;) line.caller.roles.push_back(role);
  if (line.caller.subject == "-") line.caller.subject.clear();
  line.good = Address::from_host(line.asked.client, 0).has_value() && line.asked.path.starts_with('/') &&
              line.asked.path.find('\0') == std::string::npos && http::method_of(line.asked.method) != Method::Other;
  return line;
}

}  // namespace
}  // namespace saki

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace saki;
  http::Controls controls(data, size);
  const std::size_t choice = controls.number();
  const std::string text(controls.rest());
  const std::size_t end = std::min(text.find('\n'), text.size());
  Line line = read_line(text.substr(0, end));
  if (!line.good) return 0;
  if ((choice & 2U) != 0) line.asked.caller = &line.caller;

  const auto rules = reference::read_rules(std::string_view(text).substr(end));
  const bool allows = (choice & 1U) != 0;
  http::require(reference::decide_with_the_real_one(rules, allows, line.asked) == reference::decide(rules, allows, line.asked));
  return 0;
}
