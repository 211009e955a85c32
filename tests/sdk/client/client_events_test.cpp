// SPDX-License-Identifier: Apache-2.0
#include "saki/client_events.h"

#include "client_fixture.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

class ClientEventsTest : public ClientTest {
 protected:
  // What a stream of `content` says, read to its end, of when to come back.
  std::optional<std::chrono::milliseconds> retry_of(const std::string& content) {
    script(content);
    return client_.wait(read_retry(client_.http(), server_.url()));
  }
  void script(const std::string& content) { server_.script({reply(200, content, "Content-Type: text/event-stream\r\n")}); }

 private:
  static Task<std::optional<std::chrono::milliseconds>> read_retry(HttpClient& http, std::string url) {
    ClientRequest question = ClientEvents<>::request(std::move(url));
    ClientStream stream = co_await http.open(std::move(question));
    ClientEvents<> events(std::move(stream));
    while (const auto event = co_await events.next()) EXPECT_EQ(event->data, "a");
    co_return events.retry();
  }
};

TEST_F(ClientEventsTest, TheWaitThatAServerAsksForIsTold) {
  EXPECT_EQ(retry_of("data: a\n\n"), std::nullopt);
  EXPECT_EQ(retry_of("retry: 0\ndata: a\n\n"), 0ms);
  EXPECT_EQ(retry_of("retry: 2500\ndata: a\n\n"), 2500ms);
}

Task<std::size_t> count_events(HttpClient& http, std::string url, std::uint64_t limit_bytes) {
  ClientRequest question = ClientEvents<>::request(std::move(url));
  question.content_limit(limit_bytes);
  ClientStream stream = co_await http.open(std::move(question));
  ClientEvents<> events(std::move(stream));
  std::size_t count = 0;
  while (const auto event = co_await events.next()) ++count;
  co_return count;
}

TEST_F(ClientEventsTest, AStreamGoesOnPastTheLimitOfOrdinaryContent) {
  std::string content;
  for (int i = 0; i < 1000; ++i) content += "data: a\n\n";
  script(content);
  EXPECT_EQ(client_.wait(count_events(client_.http(), server_.url(), 100)), 1000U);
}

TEST_F(ClientEventsTest, AWaitWithoutEndIsADay) {
  for (const char* huge : {"86400001", "9223372036854775807", "9223372036854775808", "18446744073709551615"}) {
    EXPECT_EQ(retry_of("retry: " + std::string(huge) + "\ndata: a\n\n"), 24h) << huge;
  }
}

}  // namespace
}  // namespace saki
