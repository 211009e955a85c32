// SPDX-License-Identifier: Apache-2.0
#include "http/peer_watch.h"

namespace saki::http {

PeerWatch::PeerWatch(Stream& stream, const Timeouts& timeouts, StartedTask& handling, Verdict& verdict)
    : stream_(stream), timeouts_(timeouts), handling_(handling), verdict_(verdict) {
  stream_.observe_peer(this);
  if (timeouts_.request.count() > 0) limit_.start_after(timeouts_.request);
}

void PeerWatch::on_peer_done() {
  if (timeouts_.half_close_grace.count() > 0) grace_.start_after(timeouts_.half_close_grace);
}

void PeerWatch::cancel(Verdict verdict) noexcept {
  if (verdict_ != Verdict::None) return;
  verdict_ = verdict;
  handling_.cancel();  // May destroy this.
}

}  // namespace saki::http
