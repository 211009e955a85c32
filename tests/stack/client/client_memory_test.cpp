// SPDX-License-Identifier: Apache-2.0
//
// What becomes of a client that finds no memory: one request fails, and nothing else.
#include <new>

#include "allocation_failure.h"
#include "http/chunked_decoder.h"
#include "stack/client/client_fixture.h"

namespace saki::client {
namespace {

using ClientMemory = ClientFixture;

constexpr std::size_t kTurns = 100'000;
constexpr const char* kOk = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

TEST_F(ClientMemory, WhoWaitsForAPlaceIsToldThatThereIsNoneForIt) {
  options_.limits.connections_per_origin = 1;
  server_.expect({await_head(), await_end()});
  const Request asking = request();
  Asked first;
  Asked second;
  TaskScope leaving(*loop_, "leaving");
  leaving.spawn(&ClientMemory::run, std::ref(client()), std::cref(asking), std::ref(first));
  begin(asking, second);
  turns();
  ASSERT_EQ(client().counts().waiting, 1U);
  {
    const FailingAllocation next(0);
    leaving.drop();
    ASSERT_TRUE(next.happened());
  }
  settle();
  ASSERT_TRUE(second.failure);
  EXPECT_EQ(second.failure->error, Error::Exhausted);
  EXPECT_EQ(client().counts().waiting, 0U);
  EXPECT_EQ(answered(kOk).content, "ok");
  EXPECT_EQ(client().counts().connections, 1U);
}

Task<> as_it_is(Task<> task) { return task; }

Task<> ask_anyway(Client& client, const Request& request) {
  try {
    static_cast<void>(co_await client.send(request));
  } catch (const std::bad_alloc&) {
  }
}

TEST_F(ClientMemory, NoPlaceIsLostWhicheverAllocationFails) {
  Request asking = request("PUT");
  asking.content = std::string(100'000, 'x');  // Sent by a task of its own.
  std::size_t successes = 0;
  for (bool failed = true; failed; ++successes) {
    SCOPED_TRACE(successes);
    server_.forget_scripts();
    server_.expect(answering(kOk));
    try {
      const FailingAllocation one(successes);
      Task<> task = ask_anyway(client(), asking);
      scope_.spawn(as_it_is, std::move(task));
      failed = one.happened();
    } catch (const std::bad_alloc&) {
    }
    settle();
    turns();
    client().close_idle();
    ASSERT_EQ(client().counts().connections, 0U);
    ASSERT_EQ(client().counts().waiting, 0U);
  }
  EXPECT_GT(successes, 5U);
}

Result<HostAddresses> answer_for_test(const std::string&) { return HostAddresses(3, Address::from_host("192.0.2.7", 0).value()); }

Task<> resolve_anyway(Resolver& resolver) {
  try {
    static_cast<void>(co_await resolver.resolve("a.name.that.is.longer.than.what.a.string.holds.itself.example", 80));
  } catch (const std::bad_alloc&) {
  }
}

TEST_F(ClientMemory, WhoAsksForANameIsAnsweredWhicheverAllocationFails) {
  ResolverOptions options;
  options.ask = &answer_for_test;
  counts_.waits.reserve(kTurns);  // What the test itself counts asks for none.
  counts_.told.reserve(kTurns);
  std::size_t successes = 0;
  for (bool failed = true; failed; ++successes) {
    SCOPED_TRACE(successes);
    Resolver resolver(*loop_, blocking_, options);
    try {
      const FailingAllocation one(successes);
      Task<> task = resolve_anyway(resolver);
      scope_.spawn(as_it_is, std::move(task));
      while (scope_.running() > 0) loop_->run_once(std::chrono::milliseconds(2));
      failed = one.happened();
    } catch (const std::bad_alloc&) {
    }
    settle();
    ASSERT_EQ(resolver.asking(), 0U);
  }
  EXPECT_GT(successes, 5U);
}

TEST(ChunkedDecoderMemory, TrailersThatItDoesNotHoldAreTooLarge) {
  const http::Limits limits;
  http::ChunkedDecoder decoder(limits, 1000);
  std::string kept;
  decoder.keep_trailers(kept);
  const std::string body = "0\r\nX-Long: " + std::string(100, 'x') + "\r\n\r\n";
  const FailingAllocation next(0);
  static_cast<void>(decoder.decode(body));
  EXPECT_EQ(decoder.refusal(), http::Refusal::TrailersTooLarge);
}

}  // namespace
}  // namespace saki::client
