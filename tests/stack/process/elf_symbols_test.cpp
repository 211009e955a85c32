// SPDX-License-Identifier: Apache-2.0
#include "process/elf_symbols.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <vector>

namespace saki {
namespace {

std::vector<char> read_self(std::size_t size_bytes) {
  std::vector<char> bytes(size_bytes);
  std::ifstream("/proc/self/exe", std::ios::binary).read(bytes.data(), static_cast<std::streamsize>(size_bytes));
  return bytes;
}

TEST(ElfSymbols, AFileThatIsNoneHasNoFunctions) {
  for (const char* path : {"/nowhere", "/proc/self/cmdline", "/dev/null", "/etc/passwd", "/"}) {
    const ElfSymbols symbols(path);
    EXPECT_EQ(symbols.function_at(0x1000), std::nullopt) << path;
    EXPECT_EQ(symbols.address_of(0x1000), 0x1000U) << path;
  }
}

TEST(ElfSymbols, ACutOrScrambledFileIsReadWithinItsBounds) {
  const std::string path = testing::TempDir() + "saki_elf_" + std::to_string(::getpid());
  std::mt19937 random(20261121);
  for (int round = 0; round < 200; ++round) {
    std::vector<char> bytes = read_self(64 + random() % 8192);
    for (int i = 0; i < 20; ++i) bytes[16 + random() % 48] = static_cast<char>(random());
    std::ofstream(path, std::ios::binary | std::ios::trunc).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    const ElfSymbols symbols(path);
    static_cast<void>(symbols.function_at(random()));
    static_cast<void>(symbols.address_of(random()));
  }
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace saki
