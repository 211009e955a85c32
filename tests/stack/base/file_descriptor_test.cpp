// SPDX-License-Identifier: Apache-2.0
#include "saki/base/file_descriptor.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>

namespace saki {
namespace {

int open_one() { return ::eventfd(0, EFD_CLOEXEC); }
bool is_open(int descriptor) { return ::fcntl(descriptor, F_GETFD) >= 0; }

TEST(FileDescriptor, ClosesWhatItOwns) {
  const int raw = open_one();
  {
    const FileDescriptor owner(raw);
    EXPECT_TRUE(owner);
    EXPECT_TRUE(is_open(raw));
  }
  EXPECT_FALSE(is_open(raw));
}

TEST(FileDescriptor, OwnsNothingUnlessTold) {
  const FileDescriptor owner;
  EXPECT_FALSE(owner);
  EXPECT_EQ(owner.get(), -1);
}

TEST(FileDescriptor, MovingHandsOver) {
  const int one = open_one();
  const int two = open_one();
  FileDescriptor a(one);
  FileDescriptor b(std::move(a));
  EXPECT_FALSE(a);  // NOLINT(bugprone-use-after-move): what a moved-from owner holds is the point.
  FileDescriptor c(two);
  c = std::move(b);
  EXPECT_FALSE(is_open(two));
  EXPECT_EQ(c.get(), one);
  FileDescriptor& same = c;
  c = std::move(same);
  EXPECT_TRUE(is_open(one));
}

TEST(FileDescriptor, ReleasingGivesItUpOpen) {
  FileDescriptor owner(open_one());
  const int raw = owner.release();
  EXPECT_FALSE(owner);
  EXPECT_TRUE(is_open(raw));
  ::close(raw);
}

TEST(FileDescriptor, ClosingTwiceIsHarmlessAndErrnoStays) {
  FileDescriptor owner(open_one());
  errno = EAGAIN;
  owner.close();
  owner.close();
  EXPECT_EQ(errno, EAGAIN);
}

}  // namespace
}  // namespace saki
