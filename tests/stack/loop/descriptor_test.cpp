// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <functional>

#include "saki/base/file_descriptor.h"
#include "saki/loop/descriptor_watcher.h"
#include "saki/loop/loop.h"

namespace saki {
namespace {

class Watcher final : public DescriptorWatcher {
 public:
  explicit Watcher(Loop& loop) : DescriptorWatcher(loop, "watcher") {}
  int calls = 0;
  std::function<void()> then;

 private:
  void on_ready(Readiness) override {
    ++calls;
    if (then) then();
  }
};

class DescriptorTest : public testing::Test {
 protected:
  void SetUp() override {
    int ends[2];
    ASSERT_EQ(::pipe2(ends, O_CLOEXEC | O_NONBLOCK), 0);
    reader_ = FileDescriptor(ends[0]);
    writer_ = FileDescriptor(ends[1]);
  }
  void make_readable() { ASSERT_EQ(::write(writer_.get(), "x", 1), 1); }

  std::unique_ptr<Loop> loop_ = Loop::open().value();
  FileDescriptor reader_;
  FileDescriptor writer_;
};

TEST_F(DescriptorTest, AnUnreadByteIsToldAgainEachTurn) {
  Watcher watcher(*loop_);
  watcher.start(reader_.get(), Readiness::Read);
  make_readable();
  loop_->run_once(Duration::zero());
  loop_->run_once(Duration::zero());
  EXPECT_EQ(watcher.calls, 2);
}

}  // namespace
}  // namespace saki
