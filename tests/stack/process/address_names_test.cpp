// SPDX-License-Identifier: Apache-2.0
#include "process/address_names.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <cstdlib>

// With external linkage, so that no optimisation renames it.
extern "C" int saki_test_landmark(int argument);
int saki_test_landmark(int argument) { return argument + 1; }

namespace saki {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

template <class Function>
std::uintptr_t address_of(Function* function) {
  return reinterpret_cast<std::uintptr_t>(function) & ~std::uintptr_t{1};  // Set for Thumb code.
}

TEST(AddressNames, AFunctionOfTheProgramHasItsName) {
  AddressNames names(::getpid());
  EXPECT_THAT(names.name(address_of(saki_test_landmark), false), StartsWith("saki_test_landmark+0x0 (stack_process_test+0x"));
  EXPECT_THAT(names.name(address_of(saki_test_landmark) + 1, false), StartsWith("saki_test_landmark+0x1 ("));
}

TEST(AddressNames, NamesAreWrittenAsInCpp) {
  AddressNames names(::getpid());
  EXPECT_THAT(names.name(address_of(thread_stack_from), false), StartsWith("saki::thread_stack_from(std::basic_string_view<char"));
}

TEST(AddressNames, AReturnAddressBelongsToTheFunctionThatCalled) {
  AddressNames names(::getpid());
  EXPECT_THAT(names.name(address_of(saki_test_landmark), true), testing::Not(HasSubstr("saki_test_landmark+0x0")));
}

TEST(AddressNames, WhatIsNotMappedIsANumber) {
  AddressNames names(::getpid());
  EXPECT_EQ(names.name(0x10, false), "0x10");
  EXPECT_EQ(AddressNames(-1).name(0xABCD, true), "0xabcd");
}

TEST(AddressNames, AStackIsDescribedLineByLine) {
  AddressNames names(-1);
  const ThreadStack stack = thread_stack_from("4711 worker 0\n7f00 10 ");
  EXPECT_EQ(describe(stack, names), "worker 0 (4711)\n  0x7f00\n  0x10\n");
}

TEST(ThreadStack, GarbageIsNoStack) {
  for (const char* text : {"", "x", "\n\n", "12", "12 a", "12 a\nzz zz"}) {
    EXPECT_LE(thread_stack_from(text).addresses.size(), 6U) << text;
  }
}

}  // namespace
}  // namespace saki
