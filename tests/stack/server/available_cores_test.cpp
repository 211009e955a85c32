// SPDX-License-Identifier: Apache-2.0
#include "server/available_cores.h"

#include <gtest/gtest.h>
#include <sched.h>

#include <fstream>

namespace saki {
namespace {

namespace fs = std::filesystem;

// A file tree that looks like a control group file system.
class AvailableCores : public testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::temp_directory_path() /
            ("saki_cores_" + std::to_string(::getpid()) + "_" + testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::create_directories(root_);
  }
  void TearDown() override { fs::remove_all(root_); }

  void write(const fs::path& path, const std::string& text) {
    fs::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path) << text;
  }
  [[nodiscard]] CoreSources sources() const { return {.cgroup_of_process = root_ / "self", .cgroup_root = root_ / "cgroup"}; }

  fs::path root_;
};

TEST_F(AvailableCores, V2TheSmallestQuotaOfTheGroupsAboveHolds) {
  write("self", "0::/user.slice/app.service\n");
  write("cgroup/user.slice/cpu.max", "150000 100000\n");
  write("cgroup/user.slice/app.service/cpu.max", "400000 100000\n");
  EXPECT_EQ(cpu_quota(sources()), 1.5);
}

TEST_F(AvailableCores, V2MaxIsNoQuota) {
  write("self", "0::/app\n");
  write("cgroup/app/cpu.max", "max 100000\n");
  EXPECT_EQ(cpu_quota(sources()), std::nullopt);
}

TEST_F(AvailableCores, V2InAContainerTheRootsFileIsRead) {
  write("self", "0::/outside/of/the/container\n");
  write("cgroup/cpu.max", "50000 100000\n");
  EXPECT_EQ(cpu_quota(sources()), 0.5);
}

TEST_F(AvailableCores, V1ReadsTheControllerOfTheCpu) {
  write("self", "12:memory:/app\n4:cpu,cpuacct:/app\n1:name=systemd:/x\n");
  write("cgroup/cpu,cpuacct/app/cpu.cfs_quota_us", "250000\n");
  write("cgroup/cpu,cpuacct/app/cpu.cfs_period_us", "100000\n");
  EXPECT_EQ(cpu_quota(sources()), 2.5);
}

TEST_F(AvailableCores, V1MinusOneIsNoQuotaAndCpusetIsNotCpu) {
  write("self", "4:cpu:/app\n5:cpuset:/app\n");
  write("cgroup/cpu/app/cpu.cfs_quota_us", "-1\n");
  write("cgroup/cpu/app/cpu.cfs_period_us", "100000\n");
  write("cgroup/cpuset/app/cpu.cfs_quota_us", "100\n");
  write("cgroup/cpuset/app/cpu.cfs_period_us", "100000\n");
  EXPECT_EQ(cpu_quota(sources()), std::nullopt);
}

TEST_F(AvailableCores, WithoutFilesThereIsNoQuota) { EXPECT_EQ(cpu_quota(sources()), std::nullopt); }

TEST_F(AvailableCores, HalfACoreIsOneWorker) {
  write("self", "0::/\n");
  write("cgroup/cpu.max", "50000 100000\n");
  EXPECT_EQ(available_cores(sources()), 1U);
}

TEST_F(AvailableCores, AffinityBoundsTheCount) {
  cpu_set_t before;
  ASSERT_EQ(sched_getaffinity(0, sizeof before, &before), 0);
  EXPECT_EQ(available_cores(sources()), static_cast<unsigned>(CPU_COUNT(&before)));

  cpu_set_t one;
  CPU_ZERO(&one);
  for (std::size_t cpu = 0; CPU_COUNT(&one) == 0; ++cpu) {
    if (CPU_ISSET(cpu, &before)) CPU_SET(cpu, &one);
  }
  ASSERT_EQ(sched_setaffinity(0, sizeof one, &one), 0);
  EXPECT_EQ(available_cores(sources()), 1U);
  ASSERT_EQ(sched_setaffinity(0, sizeof before, &before), 0);
}

}  // namespace
}  // namespace saki
