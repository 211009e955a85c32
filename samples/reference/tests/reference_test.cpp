// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test_client.h"

namespace reference {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class Reference : public testing::Test {
 protected:
  Client client_{{.time = saki::TestTime::Virtual}};
};

TEST_F(Reference, GreetsAsTextAndAsJson) {
  EXPECT_EQ(client_.hello().body(), "Hello, World!");
  EXPECT_EQ(client_.message().body(), R"({"message":"Hello, World!"})");
}

TEST_F(Reference, GivesWhatItTookFromPathAndBody) {
  EXPECT_EQ(client_.show_post("ann b", "7").value(), Post("ann b", "7"));
  EXPECT_EQ(client_.read_name(Named("saki")).value(), Named("saki"));
  EXPECT_EQ(client_.raw().post("/json", "{").status(), 400);
  EXPECT_EQ(client_.raw().post("/json", "{}").status(), 422);
}

TEST_F(Reference, ReadsAFormAndTellsAllThatIsWrongWithIt) {
  const Answers answers("ann & ben", 40, true, {"de", "eo"});
  EXPECT_EQ(client_.read_form(answers).value(), answers);
  const auto refused = client_.raw().post("/form", "name=&age=151&agrees=on", "application/x-www-form-urlencoded");
  EXPECT_EQ(refused.status(), 422);
  EXPECT_THAT(refused.body(), AllOf(HasSubstr("/name"), HasSubstr("/age"), Not(HasSubstr("/agrees"))));
}

TEST_F(Reference, EchoesContentOfAnyType) {
  const auto answer = client_.raw().post("/echo", "abc", "application/x-thing");
  EXPECT_EQ(answer.body(), "abc");
  EXPECT_EQ(answer.header("Content-Type"), "application/x-thing");
}

TEST_F(Reference, HashesAnUpload) {
  EXPECT_THAT(client_.raw().post("/upload", "abc", "application/octet-stream").body(),
              HasSubstr("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
}

TEST_F(Reference, RefusesAReflectionThatWouldSplitTheHead) {
  EXPECT_EQ(client_.reflect(ReflectQuery("plain")).header("X-Reflect"), "plain");
  EXPECT_EQ(client_.reflect(ReflectQuery("a\r\nX-Evil: 1")).status(), 400);
}

TEST_F(Reference, StreamsAsManyChunksAsAskedFor) { EXPECT_EQ(client_.stream_chunks(StreamChunksQuery(3, 100)).body().size(), 300U); }

TEST_F(Reference, CountsInEventsAndGoesOnWhereTheClientWas) {
  auto events = client_.events(EventsQuery(3, 1000));
  for (const std::uint64_t number : {1U, 2U, 3U}) EXPECT_EQ(events.next_value()->number, number);
  EXPECT_FALSE(events.next_value());

  saki::TestEvents again(client_.raw(), "/events?count=3", {{"Last-Event-ID", "2"}});
  EXPECT_EQ(again.next()->id, "3");
  EXPECT_FALSE(again.next());
}

TEST_F(Reference, CountsEachNameByItself) {
  EXPECT_EQ(client_.count_up("a").value(), 1);
  EXPECT_EQ(client_.count_up("a").value(), 2);
  EXPECT_EQ(client_.count_up("b").value(), 1);
}

TEST_F(Reference, SleepsWithoutHoldingAnybody) { EXPECT_EQ(client_.sleep_for(SleepForQuery(600'000)).status(), 200); }

TEST_F(Reference, EchoesMessages) {
  auto socket = client_.echo_messages();
  socket.send("hello");
  EXPECT_EQ(socket.receive()->text(), "hello");
  const std::string large(1 << 20, 'x');
  socket.send(saki::as_bytes(large));
  EXPECT_EQ(socket.receive()->text(), large);
  socket.close();
}

TEST_F(Reference, TellsNothingOfItsFaults) {
  const auto answer = client_.fail();
  EXPECT_EQ(answer.status(), 500);
  EXPECT_EQ(answer.header("Content-Type"), "application/problem+json");
}

}  // namespace
}  // namespace reference
