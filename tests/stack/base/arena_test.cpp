// SPDX-License-Identifier: Apache-2.0
#include "saki/base/arena.h"

#include <gtest/gtest.h>

#include <bit>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "base/sanitizer.h"

namespace saki {
namespace {

bool aligned(const void* memory, std::size_t alignment) { return std::bit_cast<std::uintptr_t>(memory) % alignment == 0; }

TEST(Arena, AnUnusedOneHoldsNothing) { EXPECT_EQ(Arena().held_bytes(), 0U); }

TEST(Arena, AllocationsAreAlignedAndApart) {
  Arena arena;
  std::mt19937 random(1);
  struct Piece {
    std::byte* begin;
    std::size_t size;
    std::byte mark;
  };
  std::vector<Piece> pieces;
  for (int i = 0; i < 2000; ++i) {
    const std::size_t size = random() % 300;
    const std::size_t alignment = std::size_t{1} << (random() % 5);
    auto* begin = static_cast<std::byte*>(arena.allocate(size, alignment));
    ASSERT_TRUE(aligned(begin, alignment));
    pieces.push_back({begin, size, static_cast<std::byte>(i)});
    std::memset(begin, i, size);
  }
  for (const Piece& piece : pieces) {
    for (std::size_t i = 0; i < piece.size; ++i) ASSERT_EQ(piece.begin[i], piece.mark);
  }
}

TEST(Arena, ResetKeepsOneBlockAndGivesTheRestBack) {
  Arena arena;
  const void* first = arena.allocate(100);
  for (int i = 0; i < 100; ++i) static_cast<void>(arena.allocate(1000));
  EXPECT_GT(arena.held_bytes(), 90'000U);
  arena.reset();
  EXPECT_EQ(arena.held_bytes(), Arena::kBlockBytes);
  EXPECT_EQ(arena.allocate(100), first);
  arena.reset();
  EXPECT_EQ(arena.held_bytes(), Arena::kBlockBytes);
}

TEST(Arena, ALargeAllocationHasABlockOfItsOwn) {
  Arena arena;
  void* large = arena.allocate(100'000);
  std::memset(large, 1, 100'000);
  EXPECT_GE(arena.held_bytes(), 100'000U);
  arena.reset();
  EXPECT_EQ(arena.held_bytes(), 0U);
}

TEST(Arena, ArraysAreValueInitialised) {
  Arena arena;
  std::memset(arena.allocate(4000), 0xFF, 4000);
  arena.reset();
  const std::span<int> numbers = arena.allocate_array<int>(100);
  ASSERT_EQ(numbers.size(), 100U);
  for (const int number : numbers) EXPECT_EQ(number, 0);
}

TEST(Arena, CopiesOfTextOutliveTheirSource) {
  Arena arena;
  std::string source = "hello";
  const std::string_view copy = arena.copy(source);
  source = "HELLO";
  EXPECT_EQ(copy, "hello");
  EXPECT_EQ(arena.copy(""), "");
}

TEST(Arena, AnEmptyAllocationIsHarmless) {
  Arena arena;
  EXPECT_EQ(arena.allocate_array<int>(0).size(), 0U);
  static_cast<void>(arena.allocate(0));
  static_cast<void>(arena.allocate(8));
}

#ifdef SAKI_ADDRESS_SANITIZER
using ArenaDeathTest = testing::Test;

TEST(ArenaDeathTest, TheSanitizerSeesAUseAfterResetAndPastTheEnd) {
  Arena arena;
  volatile char* text = static_cast<char*>(arena.allocate(16, 16));
  EXPECT_DEATH(text[16] = 'x', "use-after-poison");
  arena.reset();
  EXPECT_DEATH(text[0] = 'x', "use-after-poison");
}
#endif

class Marker final : public ArenaObject {
 public:
  Marker(std::string& told, char name) noexcept : told_(told), name_(name) {}
  ~Marker() override { told_ += name_; }
  [[nodiscard]] ArenaObject* copy_out() const override { return name_ == 'c' ? new Marker(told_) : nullptr; }

 private:
  explicit Marker(std::string& told) noexcept : ArenaObject(nullptr, Home::Heap), told_(told), name_('C') {}
  std::string& told_;
  char name_;
};

void adopt(Arena& arena, std::string& told, char name) { arena.adopt(*new (arena.allocate(sizeof(Marker))) Marker(told, name)); }

TEST(Arena, WhatItAdoptedEndsWithItTheNewestFirst) {
  std::string told;
  {
    Arena arena;
    for (int round = 0; round < 2; ++round) {
      told.clear();
      for (const char name : {'a', 'b', 'c'}) adopt(arena, told, name);
      for (int i = 0; i < 3; ++i) static_cast<void>(arena.allocate(3000));
      arena.reset();
      EXPECT_EQ(told, "cba");
      arena.reset();
      EXPECT_EQ(told, "cba");
      EXPECT_EQ(arena.held_bytes(), Arena::kBlockBytes);
    }
    adopt(arena, told, 'd');
  }
  EXPECT_EQ(told, "cbad");
}

TEST(Arena, CopiesOfWhatItAdoptedOutliveIt) {
  std::string told;
  {
    ArenaObjects along;
    {
      Arena arena;
      for (const char name : {'a', 'c', 'b'}) adopt(arena, told, name);
      along.copy_from(arena.objects());
    }
    EXPECT_EQ(told, "bca");
  }
  EXPECT_EQ(told, "bcaC");
}

}  // namespace
}  // namespace saki
