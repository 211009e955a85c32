// SPDX-License-Identifier: Apache-2.0
//
// FullDisk: while there is one, no file may grow beyond some bytes, as on a full disk.
#pragma once

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>

namespace saki {

class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) {
    former_action_ = ::signal(SIGXFSZ, SIG_IGN);
    EXPECT_EQ(::getrlimit(RLIMIT_FSIZE, &former_), 0);
    const struct rlimit limit{bytes, former_.rlim_max};
    EXPECT_EQ(::setrlimit(RLIMIT_FSIZE, &limit), 0);
  }
  ~FullDisk() {
    ::setrlimit(RLIMIT_FSIZE, &former_);
    ::signal(SIGXFSZ, former_action_);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  struct rlimit former_{};
  void (*former_action_)(int) = nullptr;
};

}  // namespace saki
