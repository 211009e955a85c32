// SPDX-License-Identifier: Apache-2.0
//
// What a request on a kept connection may cost: no memory from the heap, however many come at once.
#include <gtest/gtest.h>
#include <openssl/crypto.h>
#include <sys/socket.h>

#include <array>
#include <cstdlib>
#include <string>

#include "allocation_count.h"
#include "http/served_web_socket.h"
#include "saki/http/access_log.h"
#include "saki/log/log_thread.h"
#include "stack/http/socket_bench.h"
#include "stack/http/wire_bench.h"

namespace saki::http {
namespace {

constexpr std::string_view kRequest = "GET /hello?a=b HTTP/1.1\r\nHost: example.org\r\nAccept: */*\r\nUser-Agent: test\r\n\r\n";

class PlainService final : public Handler {
 public:
  Task<> handle(Exchange& exchange) override {
    static constexpr Field kText{"Content-Type", "text/plain"};
    static_cast<void>(exchange.try_respond(ResponseHead{Status::Ok, {&kText, 1}}, as_bytes("Hello, World!")));
    return {};
  }
};

// Sends and receives without touching the heap itself.
void exchange_batch(WireBench& bench, int socket, std::string_view requests) {
  char received[8192];
  ASSERT_EQ(::send(socket, requests.data(), requests.size(), 0), static_cast<ssize_t>(requests.size()));
  bench.settle();
  ASSERT_GT(::recv(socket, received, sizeof received, 0), 0);
}

class CostTest : public testing::Test {
 protected:
  PlainService service_;
  WireBench bench_{service_};
  WireBench::Client client_ = bench_.connect();
};

TEST_F(CostTest, ARequestOnAKeptConnectionTakesNothingFromTheHeap) {
  for (int i = 0; i < 10; ++i) exchange_batch(bench_, client_.descriptor(), kRequest);
  const std::size_t before = allocation_count();
  for (int i = 0; i < 1000; ++i) exchange_batch(bench_, client_.descriptor(), kRequest);
  EXPECT_EQ(allocation_count(), before);
}

TEST_F(CostTest, PipelinedRequestsTakeNothingFromTheHeapEither) {
  std::string batch;
  for (int i = 0; i < 16; ++i) batch += kRequest;
  for (int i = 0; i < 10; ++i) exchange_batch(bench_, client_.descriptor(), batch);
  const std::size_t before = allocation_count();
  for (int i = 0; i < 100; ++i) exchange_batch(bench_, client_.descriptor(), batch);
  EXPECT_EQ(allocation_count(), before);
}

void exchange_encrypted(WireBench& bench, WireBench::Client& client, std::string_view requests) {
  std::array<std::byte, 8192> received;
  ASSERT_EQ(write_by(client.tls(), client.descriptor(), as_bytes(requests)), static_cast<IoCount>(requests.size()));
  bench.settle();
  ASSERT_GT(client.tls().read(client.descriptor(), received), 0);
}

// What the library of TLS takes for itself: it goes past operator new, but sanitizers count all of malloc.
thread_local std::size_t library_count = 0;

void* allocate_for_library(std::size_t size, const char*, int) {
  ++library_count;
  return std::malloc(size);
}
void* reallocate_for_library(void* block, std::size_t size, const char*, int) {
  ++library_count;
  return std::realloc(block, size);
}
void free_for_library(void* block, const char*, int) { std::free(block); }

const bool library_is_counted = CRYPTO_set_mem_functions(allocate_for_library, reallocate_for_library, free_for_library) == 1;

std::size_t own_allocation_count() {
  static const bool counts_malloc = [] {
    const std::size_t before = allocation_count();
    void* volatile block = std::malloc(1);
    std::free(block);
    return allocation_count() != before;
  }();
  return allocation_count() - (counts_malloc ? library_count : 0);
}

TEST(TlsCost, ARequestOnAKeptConnectionTakesNothingOfOursFromTheHeap) {
  ASSERT_TRUE(library_is_counted);
  PlainService service;
  WireBench bench(service);
  bench.encrypt();
  WireBench::Client client = bench.connect();
  const std::string batch = std::string(kRequest) + std::string(kRequest);
  for (int i = 0; i < 10; ++i) exchange_encrypted(bench, client, batch);
  const std::size_t before = own_allocation_count();
  for (int i = 0; i < 1000; ++i) exchange_encrypted(bench, client, i % 2 == 0 ? kRequest : std::string_view(batch));
  EXPECT_EQ(own_allocation_count(), before);
}

// Lines are copied into this thread's ring until it is full, then dropped: neither takes memory.
TEST_F(CostTest, ALineInAnAccessLogTakesNothingFromTheHeap) {
  Log log;
  const LogThread thread(log, "worker 0");
  const auto access = AccessLog::open(log, "http.access", {"/dev/null", AccessFormat::Json});
  ASSERT_TRUE(access);
  bench_.worker().access_log = access->get();
  {
    const WireBench::Client client = bench_.connect();
    for (int i = 0; i < 10; ++i) exchange_batch(bench_, client.descriptor(), kRequest);
    const std::size_t before = allocation_count();
    for (int i = 0; i < 1000; ++i) exchange_batch(bench_, client.descriptor(), kRequest);
    EXPECT_EQ(allocation_count(), before);
  }
  log.flush();
  EXPECT_GT(log.counters().written, 100U);
  EXPECT_EQ(log.counters().written + log.counters().ring_dropped, 1010U);
  bench_.worker().access_log = nullptr;
}

// Neither memory nor a coroutine's frame, which would come from the pool of frames but for the first.
TEST(WebSocketCost, AMessageOfASocketTakesNothingFromTheHeap) {
  SocketBench bench;
  SocketBench::Client client = bench.open("/echo");
  const std::string message = frame("text", std::string(125, 'x'));
  for (int i = 0; i < 10; ++i) exchange_batch(bench.wire(), client.connection().descriptor(), message);
  const std::size_t before = allocation_count();
  for (int i = 0; i < 1000; ++i) exchange_batch(bench.wire(), client.connection().descriptor(), message);
  EXPECT_EQ(allocation_count(), before);
}

TEST(WebSocketCost, AnIdleSocketIsSmall) {
  EXPECT_LE(sizeof(Http1Connection) + sizeof(ServedWebSocket), 680U);  // Of 1,536: the rest is for the author's coroutine and its request.
}

TEST_F(CostTest, TheCounterCounts) {
  const std::size_t before = allocation_count();
  const WireBench::Client another = bench_.connect();
  EXPECT_GT(allocation_count(), before);
}

}  // namespace
}  // namespace saki::http
