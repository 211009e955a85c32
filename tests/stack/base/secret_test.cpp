// SPDX-License-Identifier: Apache-2.0
#include "saki/base/secret.h"

#include <gtest/gtest.h>

#include <concepts>
#include <ostream>
#include <type_traits>

namespace saki {
namespace {

template <class T>
concept Printable = requires(std::ostream& out, const T& value) { out << value; };

static_assert(!Printable<Secret>);
static_assert(!std::convertible_to<Secret, std::string>);
static_assert(!std::convertible_to<Secret, std::string_view>);
static_assert(!std::equality_comparable<Secret>);

TEST(Secret, IsRevealedWhenAskedByName) {
  const Secret secret("hunter2");
  EXPECT_EQ(secret.reveal(), "hunter2");
  EXPECT_FALSE(secret.empty());
  EXPECT_TRUE(Secret().empty());
}

TEST(Secret, CopiesAndMovesLikeAText) {
  Secret one("a secret that is too long for any small string");
  Secret two = one;
  EXPECT_EQ(two.reveal(), one.reveal());
  Secret three = std::move(one);
  two = Secret("other");
  EXPECT_EQ(two.reveal(), "other");
  EXPECT_EQ(three.reveal(), "a secret that is too long for any small string");
  three = two;
  EXPECT_EQ(three.reveal(), "other");
}

// Looks at the object's own bytes, where a short text lives, after it was destroyed.
TEST(Secret, WipesItsTextWhenItGoes) {
  alignas(Secret) unsigned char memory[sizeof(Secret)];
  auto* secret = ::new (memory) Secret("hunter2");
  secret->~Secret();
  const volatile unsigned char* bytes = memory;
  std::string left;
  for (std::size_t i = 0; i < sizeof(memory); ++i) left += static_cast<char>(bytes[i]);
  EXPECT_EQ(left.find("hunter"), std::string::npos);
}

}  // namespace
}  // namespace saki
