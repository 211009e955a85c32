// SPDX-License-Identifier: Apache-2.0
//
// AccessEntry: what an access log is told of one request once its answer has ended. Views, as long as the call that passes them.
#pragma once

#include <cstdint>
#include <string_view>

#include "saki/base/clock.h"
#include "saki/http/request_head.h"
#include "saki/http/status.h"
#include "saki/net/address.h"

namespace saki::http {

struct AccessEntry {
  const Address* client = nullptr;  // Null where it is not known.

  std::string_view method{};
  std::string_view target{};
  HttpVersion version = HttpVersion::Http11;
  std::string_view unparsed{};  // Instead of the three: the first line as it came, where no request could be made of it.

  Status status = Status::Ok;
  std::uint64_t bytes = 0;  // Of content that was sent.
  Duration duration{};      // From the end of the request's head to the end of its answer.

  std::string_view host{};
  std::string_view referer{};
  std::string_view user_agent{};
  std::string_view route{};   // The pattern that matched, where one is known.
  std::string_view reason{};  // Why the answer is not whole, or the request was refused.
};

}  // namespace saki::http
