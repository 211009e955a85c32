// SPDX-License-Identifier: Apache-2.0
//
// What a loop may cost.
#include <gtest/gtest.h>
#include <sys/eventfd.h>

#include <memory>
#include <vector>

#include "allocation_count.h"
#include "saki/base/file_descriptor.h"
#include "saki/loop/descriptor_watcher.h"
#include "saki/loop/loop.h"

namespace saki {
namespace {

class Watcher final : public DescriptorWatcher {
 public:
  explicit Watcher(Loop& loop) : DescriptorWatcher(loop, "watcher") {}

 private:
  void on_ready(Readiness /*readiness*/) override {}
};

// Whoever has begun to watch goes on where memory is short.
TEST(LoopCost, ChangesOfInterestTakeNothingFromTheHeapHoweverManyComeAtOnce) {
  const auto loop = std::move(*Loop::open({.name = "cost"}));
  std::vector<FileDescriptor> files;
  std::vector<std::unique_ptr<Watcher>> watchers;
  for (int i = 0; i < 200; ++i) {
    files.emplace_back(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC));
    watchers.push_back(std::make_unique<Watcher>(*loop));
    watchers.back()->start(files.back().get(), Readiness::Read);
    loop->run_once(Duration::zero());
  }
  for (const Readiness interest : {Readiness::None, Readiness::Read}) {
    const std::size_t before = allocation_count();
    for (const auto& watcher : watchers) watcher->set_interest(interest);
    EXPECT_EQ(allocation_count(), before);
    loop->run_once(Duration::zero());
  }
}

}  // namespace
}  // namespace saki
