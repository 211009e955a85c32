// SPDX-License-Identifier: Apache-2.0
#include "saki/database_rows.h"

namespace saki {

DatabaseWait::Sending DatabaseNext::send(Loop& loop) {
  if (sent_) return stream_.listen(loop, *this) ? Sending::Sent : Sending::Settled;
  sent_ = true;
  if (!stream_.listen(loop, *this)) return Sending::Settled;
  return DatabaseWait::send(loop);
}

}  // namespace saki
