// SPDX-License-Identifier: Apache-2.0
#include "socket/text_packer.h"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

namespace saki {
namespace {

TEST(TextPacker, NumbersComeBackInTheirOrder) {
  const std::vector<std::uint64_t> numbers = {0, 1, 127, 128, 16383, 16384, std::numeric_limits<std::uint64_t>::max()};
  TextPacker out;
  for (const std::uint64_t number : numbers) out.put(number);
  EXPECT_EQ(out.packed().size(), 1U + 1 + 1 + 2 + 2 + 3 + 10);
  TextUnpacker in(out.packed().data());
  for (const std::uint64_t number : numbers) EXPECT_EQ(in.number(), number);
}

TEST(TextPacker, TextsComeBackWhateverTheyHold) {
  const std::string large(300, 'x');
  const std::string zeros("a\0b", 3);
  TextPacker out;
  for (const std::string_view text : {std::string_view(large), std::string_view(), std::string_view(zeros)}) out.put(text);
  EXPECT_EQ(out.packed().size(), 302U + 1 + 4);
  TextUnpacker in(out.packed().data());
  EXPECT_EQ(in.text(), large);
  EXPECT_EQ(in.text(), "");
  EXPECT_EQ(in.text(), zeros);
}

TEST(TextPacker, PartsOfASharedTextCostTwoBytes) {
  const std::string target = "/rooms/lobby?after=7";
  const std::string_view whole = target;
  TextPacker out;
  out.put(std::string_view("before"));
  out.share(whole);
  const std::size_t size = out.packed().size();
  out.put(whole.substr(0, 12));
  out.put(whole.substr(13));
  out.put(std::string_view("/rooms"));  // The same letters in another place: not known to be a part.
  EXPECT_EQ(out.packed().size(), size + 2 + 2 + 7);
  TextUnpacker in(out.packed().data());
  EXPECT_EQ(in.text(), "before");
  EXPECT_EQ(in.text(), whole);
  EXPECT_EQ(in.text(), "/rooms/lobby");
  EXPECT_EQ(in.text(), "after=7");
  EXPECT_EQ(in.text(), "/rooms");
}

}  // namespace
}  // namespace saki
