// SPDX-License-Identifier: Apache-2.0
//
// What a client makes of a stream of events, in the words of the HTML Living Standard, section 9.2.6.
#include "saki/event_parser.h"

#include <gtest/gtest.h>

#include <chrono>
#include <vector>

#include "saki/event_frame.h"
#include "saki/event_label.h"

namespace saki {
namespace {

// "name|id|data" of each event, the stream cut into pieces of `piece_bytes`.
std::vector<std::string> events_in(std::string_view text, std::size_t piece_bytes) {
  EventParser parser;
  std::vector<std::string> events;
  for (; !text.empty(); text.remove_prefix(std::min(piece_bytes, text.size()))) {
    EXPECT_TRUE(parser.feed(text.substr(0, piece_bytes)));
    while (const auto event = parser.next()) events.push_back(event->name + "|" + event->id + "|" + event->data);
  }
  return events;
}

struct Case {
  std::string_view text;
  std::vector<std::string> events;
};

const std::vector<Case> kCases = {
    {"data: a\n\n", {"message||a"}},
    {"data:a\n\n", {"message||a"}},
    {"data:  a\n\n", {"message|| a"}},
    {"data\n\n", {"message||"}},
    {"data: a\ndata: b\n\n", {"message||a\nb"}},
    {"data: a\r\ndata: b\r\n\r\n", {"message||a\nb"}},
    {"data: a\rdata: b\r\r", {"message||a\nb"}},
    {"event: add\nid: 7\ndata: 1\n\ndata: 2\n\n", {"add|7|1", "message|7|2"}},
    {"id: 7\n\ndata: 2\n\n", {"message|7|2"}},
    {"id: 7\ndata: 1\n\nid\ndata: 2\n\n", {"message|7|1", "message||2"}},
    {": comment\n\ndata: a\n\n", {"message||a"}},
    {"event: add\n\ndata: a\n\n", {"message||a"}},
    {"unknown: x\ndata: a\n\n", {"message||a"}},
    {"data: unfinished", {}},
    {"data: unfinished\n", {}},
    {"\xEF\xBB\xBF"
     "data: a\n\n",
     {"message||a"}},
    {"\n\n\ndata: a\n\n\n", {"message||a"}},
};

TEST(EventParser, ReadsAsBrowsersDoWhereverTheStreamIsCut) {
  for (const Case& each : kCases) {
    for (std::size_t piece = 1; piece <= each.text.size(); ++piece) EXPECT_EQ(events_in(each.text, piece), each.events) << each.text;
  }
}

// Looked through from its beginning for each piece, it would take minutes.
TEST(EventParser, ALineWithoutEndIsLookedThroughOnce) {
  EventParser parser;
  const std::string piece(64, 'a');
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_TRUE(parser.feed("data: first\n\ndata: "));
  EXPECT_EQ(parser.next()->data, "first");
  for (int i = 0; i < 50'000; ++i) {
    EXPECT_TRUE(parser.feed(piece));
    EXPECT_FALSE(parser.next());
  }
  EXPECT_TRUE(parser.feed("\n\n"));
  EXPECT_EQ(parser.next()->data.size(), 50'000 * piece.size());
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

TEST(EventParser, TellsWhenToComeBack) {
  EventParser parser;
  ASSERT_TRUE(parser.feed("retry: 2500\nretry: soon\nretry:\n\n"));
  EXPECT_FALSE(parser.next());
  EXPECT_EQ(parser.retry_milliseconds(), 2'500U);
}

TEST(EventParser, BoundsWhatItHolds) {
  EventParser parser(100);
  EXPECT_TRUE(parser.feed(std::string(60, 'a')));
  EXPECT_FALSE(parser.next());
  EXPECT_FALSE(parser.feed(std::string(60, 'a')));
}

TEST(EventParser, GivesBackWhatWasSent) {
  const std::string text = event_text(EventLabel("created", "a-1"), "line\n\nline, of \xC3\xA9t\xC3\xA9");
  EXPECT_EQ(events_in(text + event_comment("x") + text, 7), std::vector<std::string>(2, "created|a-1|line\n\nline, of \xC3\xA9t\xC3\xA9"));
}

}  // namespace
}  // namespace saki
