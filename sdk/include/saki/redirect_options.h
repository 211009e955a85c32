// SPDX-License-Identifier: Apache-2.0
//
// RedirectOptions: how far a client follows the redirects it is answered with.
#pragma once

namespace saki {

struct RedirectOptions {
  unsigned at_most = 10;  // In a row; 0 follows none, and a redirect is the answer.
  bool to_plain = false;  // Also from https to http, where everybody on the way can read and change what follows.
};

}  // namespace saki
