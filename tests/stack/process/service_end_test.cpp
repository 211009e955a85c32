// SPDX-License-Identifier: Apache-2.0
#include "process/service_end.h"

#include <gtest/gtest.h>

namespace saki {
namespace {

ServiceEnd ended(int how, int code) {
  siginfo_t info{};
  info.si_code = how;
  info.si_status = code;
  return ServiceEnd(info);
}

TEST(ServiceEnd, AnExitWithZeroIsInOrderAndNothingElse) {
  EXPECT_TRUE(ended(CLD_EXITED, 0).in_order());
  EXPECT_FALSE(ended(CLD_EXITED, 1).in_order());
  EXPECT_FALSE(ended(CLD_KILLED, SIGTERM).in_order());
  EXPECT_FALSE(ended(CLD_DUMPED, SIGSEGV).in_order());
}

TEST(ServiceEnd, TheStatusIsTheServicesOwnOrOne) {
  EXPECT_EQ(ended(CLD_EXITED, 3).status(), 3);
  EXPECT_EQ(ended(CLD_KILLED, SIGKILL).status(), 1);
}

TEST(ServiceEnd, IsToldInWords) {
  EXPECT_EQ(ended(CLD_EXITED, 3).text(), "exited with 3");
  EXPECT_EQ(ended(CLD_DUMPED, SIGSEGV).text(), "killed by SIGSEGV (Segmentation fault)");
  EXPECT_EQ(ended(CLD_KILLED, 1000).text(), "killed by signal 1000");
}

}  // namespace
}  // namespace saki
