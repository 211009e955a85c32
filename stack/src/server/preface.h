// SPDX-License-Identifier: Apache-2.0
//
// Preface: what the connections of a listener begin with, before their first request.
#pragma once

namespace saki {

struct Preface {
  bool proxy_header = false;
  bool tls = false;  // Behind the header, if there is one.
};

}  // namespace saki
