// SPDX-License-Identifier: Apache-2.0
#include "saki/process/pid_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

namespace saki {
namespace {

TEST(PidFile, HoldsTheNumberOfThisProcessAsLongAsItLives) {
  const std::string path = testing::TempDir() + "saki_pid_" + std::to_string(::getpid());
  {
    const auto file = PidFile::write(path);
    ASSERT_TRUE(file);
    pid_t number = 0;
    std::ifstream(path) >> number;
    EXPECT_EQ(number, ::getpid());
    EXPECT_NE(::access((path + ".new").c_str(), F_OK), 0);
  }
  EXPECT_NE(::access(path.c_str(), F_OK), 0);
}

TEST(PidFile, AFolderThatIsNotThereIsAnError) { EXPECT_EQ(PidFile::write("/nowhere/at/all").error(), Error::System); }

}  // namespace
}  // namespace saki
