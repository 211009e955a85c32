// SPDX-License-Identifier: Apache-2.0
#include "saki/loop/descriptor_watcher.h"

#include "loop/loop_impl.h"
#include "saki/base/check.h"

namespace saki {

void DescriptorWatcher::start(int descriptor, Readiness interest) {
  SAKI_ASSERT(loop_.accessible(), "a watcher belongs to its loop's thread");
  loop_.impl().descriptors.start(*this, descriptor, interest);
}

void DescriptorWatcher::set_interest(Readiness interest) {
  SAKI_ASSERT(loop_.accessible(), "a watcher belongs to its loop's thread");
  loop_.impl().descriptors.set_interest(*this, interest);
}

void DescriptorWatcher::stop() noexcept { loop_.impl().descriptors.stop(*this); }
void DescriptorWatcher::hand_over_to(DescriptorWatcher& successor) noexcept {
  SAKI_ASSERT(&loop_ == &successor.loop_ && !successor.watching(), "a descriptor has one watcher, in one loop");
  loop_.impl().descriptors.hand_over(*this, successor);
}
void DescriptorWatcher::forget() noexcept { loop_.impl().descriptors.forget(*this); }
void DescriptorWatcher::on_refused(Error) { on_ready(Readiness::Broken); }

}  // namespace saki
