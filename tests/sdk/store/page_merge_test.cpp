// SPDX-License-Identifier: Apache-2.0
#include "store/page_merge.h"

#include <gmock/gmock.h>

namespace saki {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// A part of these keys, whose values are a byte; cut short where `cut` says so.
StorePage part(std::vector<std::string> keys, bool cut = false) {
  StorePage page;
  if (cut) page.next = keys.back();
  for (std::string& key : keys) page.entries.emplace_back(std::move(key), "x");
  return page;
}
std::vector<StorePage> parts(StorePage one, StorePage two) {
  std::vector<StorePage> both;
  both.push_back(std::move(one));
  both.push_back(std::move(two));
  return both;
}
std::vector<std::string> keys(const StorePage& page) {
  std::vector<std::string> found;
  for (const StoreEntry& entry : page.entries) found.push_back(entry.key);
  return found;
}

TEST(PageMerge, WholePartsAreOnePageInOrder) {
  const StorePage page = merge_pages(parts(part({"b", "d"}), part({"a", "c"})), 10, 1000);
  EXPECT_THAT(keys(page), ElementsAre("a", "b", "c", "d"));
  EXPECT_EQ(page.next, "");
}

TEST(PageMerge, BehindTheEndOfAPartThatWasCutNothingIsKnown) {
  const StorePage page = merge_pages(parts(part({"a", "b"}, true), part({"aa", "c", "d"})), 10, 1000);
  EXPECT_THAT(keys(page), ElementsAre("a", "aa", "b"));
  EXPECT_EQ(page.next, "b");
}

TEST(PageMerge, APageIsCutAtItsLimitAndItsBytes) {
  const StorePage by_count = merge_pages(parts(part({"a", "c"}), part({"b", "d"})), 3, 1000);
  EXPECT_THAT(keys(by_count), ElementsAre("a", "b", "c"));
  EXPECT_EQ(by_count.next, "c");
  const StorePage by_bytes = merge_pages(parts(part({"a", "c"}), part({"b", "d"})), 10, 3);
  EXPECT_THAT(keys(by_bytes), ElementsAre("a", "b"));
  EXPECT_EQ(by_bytes.next, "b");
}

TEST(PageMerge, NothingIsAPageAsWell) {
  const StorePage page = merge_pages({}, 10, 1000);
  EXPECT_THAT(keys(page), IsEmpty());
  EXPECT_EQ(page.next, "");
}

}  // namespace
}  // namespace saki
