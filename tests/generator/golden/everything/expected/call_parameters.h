// SPDX-License-Identifier: Apache-2.0
//
// The parameters of kitchen-sink on their way into a call: what the clients share.
// Made by saki from service.yaml. Do not edit: it is made again whenever that changes.
#pragma once

#include "saki/call.h"
#include "types.h"

namespace kitchen::sink {

inline void write_parameters(saki::CallParameters& out, const Account& from) {
  out.add("login", from.login);
  out.add("password", from.password);
  out.add("token", from.token);
  out.add("group", from.group);
  out.add("retired", from.retired);
}

inline void write_parameters(saki::CallParameters& out, const Filter& from) {
  out.add("word", from.word);
  out.add("colours", from.colours);
  out.add("limit", from.limit);
  out.add("since", from.since);
}

inline void write_parameters(saki::CallParameters& out, const ListAccountsHeaders& from) {
  out.add("X-Request-Id", from.x_request_id);
  out.add("Accept-Language", from.accept_language);
}

inline void write_parameters(saki::CallParameters& out, const ListAccountsCookies& from) {
  out.add("session", from.session);
  out.add("seen", from.seen);
}

}  // namespace kitchen::sink
