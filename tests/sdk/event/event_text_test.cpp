// SPDX-License-Identifier: Apache-2.0
//
// Events and comments as they go over the wire.
#include <gtest/gtest.h>

#include "saki/event_frame.h"
#include "saki/event_label.h"
#include "saki/invalid_field.h"

namespace saki {
namespace {

TEST(EventText, HoldsWhatItIsGivenAndNoMore) {
  EXPECT_EQ(event_text(EventLabel(), "{}"), "data: {}\n\n");
  EXPECT_EQ(event_text(EventLabel("created"), "{}"), "event: created\ndata: {}\n\n");
  EXPECT_EQ(event_text(EventLabel("created", "17"), "{}"), "id: 17\nevent: created\ndata: {}\n\n");
  EXPECT_EQ(event_text(EventLabel("", "17"), "{}"), "id: 17\ndata: {}\n\n");
}

TEST(EventText, EveryLineOfTheDataIsALineOfItsOwn) {
  EXPECT_EQ(event_text(EventLabel(), "a\nb\r\nc\rd"), "data: a\ndata: b\ndata: c\ndata: d\n\n");
  EXPECT_EQ(event_text(EventLabel(), "a\n"), "data: a\ndata: \n\n");
  EXPECT_EQ(event_text(EventLabel(), ""), "data: \n\n");
}

TEST(EventText, ALabelThatWouldBreakTheStreamIsRefused) {
  EXPECT_THROW(EventLabel("a\nb"), InvalidField);
  EXPECT_THROW(EventLabel("a\rb"), InvalidField);
  EXPECT_THROW(EventLabel("a", "1\n2"), InvalidField);
  EXPECT_THROW(EventLabel("a", std::string_view("1\0", 2)), InvalidField);
}

TEST(EventText, ACommentCannotBecomeAnEvent) {
  EXPECT_EQ(event_comment(""), ":\n\n");
  EXPECT_EQ(event_comment("here\ndata: forged"), ": here\n: data: forged\n\n");
}

}  // namespace
}  // namespace saki
