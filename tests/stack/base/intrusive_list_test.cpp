// SPDX-License-Identifier: Apache-2.0
#include "saki/base/intrusive_list.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace saki {
namespace {

struct Other;

struct Item : ListLink<>, ListLink<Other> {
  explicit Item(char letter) : name(letter) {}
  char name;
};

using Items = IntrusiveList<Item>;
using OtherItems = IntrusiveList<Item, Other>;

template <class List>
std::string take_all(List& list) {
  std::string names;
  while (!list.empty()) names += list.pop_front().name;
  return names;
}

TEST(IntrusiveList, KeepsTheOrderAtBothEnds) {
  Item a('a'), b('b'), c('c');
  Items list;
  EXPECT_TRUE(list.empty());
  list.push_back(b);
  list.push_back(c);
  list.push_front(a);
  EXPECT_EQ(list.front().name, 'a');
  EXPECT_EQ(list.back().name, 'c');
  EXPECT_EQ(take_all(list), "abc");
  EXPECT_FALSE(a.ListLink<>::linked());
}

TEST(IntrusiveList, AnElementLeavesByItselfWhenItGoes) {
  Item a('a'), c('c');
  Items list;
  list.push_back(a);
  {
    Item b('b');
    list.push_back(b);
    list.push_back(c);
  }
  EXPECT_EQ(take_all(list), "ac");
}

TEST(IntrusiveList, UnlinkingIsHarmlessWhenRepeated) {
  Item a('a');
  Items list;
  list.push_back(a);
  a.ListLink<>::unlink();
  a.ListLink<>::unlink();
  EXPECT_TRUE(list.empty());
  list.push_back(a);
  EXPECT_EQ(take_all(list), "a");
}

TEST(IntrusiveList, AnElementMayBeInOneListForEachTag) {
  Item a('a'), b('b');
  Items list;
  OtherItems others;
  list.push_back(a);
  list.push_back(b);
  others.push_back(b);
  others.push_back(a);
  EXPECT_EQ(take_all(list), "ab");
  EXPECT_EQ(take_all(others), "ba");
}

TEST(IntrusiveList, AListThatGoesLetsItsElementsGo) {
  Item a('a');
  {
    Items list;
    list.push_back(a);
  }
  EXPECT_FALSE(a.ListLink<>::linked());
}

TEST(IntrusiveList, AllElementsMoveToTheEndOfAnother) {
  Item a('a'), b('b'), c('c');
  Items from;
  Items to;
  to.push_back(a);
  from.push_back(b);
  from.push_back(c);
  from.move_all_to(to);
  EXPECT_TRUE(from.empty());
  EXPECT_EQ(take_all(to), "abc");
  from.move_all_to(to);
  EXPECT_TRUE(to.empty());
}

}  // namespace
}  // namespace saki
