// SPDX-License-Identifier: Apache-2.0
//
// Logging allocates nothing: this program counts what operator new is asked for on the thread that logs.
#include <gtest/gtest.h>

#include <cstdlib>
#include <new>

#include "saki/log/log_thread.h"
#include "saki/log/memory_sink.h"

namespace {
thread_local std::size_t allocations = 0;
}

void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace saki {
namespace {

TEST(LogAllocation, TheCounterCounts) {
  const std::size_t before = allocations;
  const std::string text(1000, 'x');
  EXPECT_GT(allocations, before) << text.size();
}

TEST(LogAllocation, NeitherAWrittenNorASuppressedLineAllocates) {
  Log log;
  log.add_sink(std::make_unique<MemorySink>());
  ASSERT_TRUE(log.start());
  const LogThread ring(log, "worker 0");
  LogStream& stream = log.stream("http");
  const std::string path = "/a/path/that/is/longer/than/any/small/string/could/be";
  const Secret token("secret");

  const std::size_t before = allocations;
  for (int i = 0; i < 10'000; ++i) {
    stream.info("request", {{"path", path}, {"status", 200}, {"seconds", 0.25}, {"error", Error(Error::Closed)}, {"token", token}});
    stream.debug("suppressed", {{"path", path}});
  }
  EXPECT_EQ(allocations, before);
}

TEST(LogAllocation, NeitherDoesALineOfAThreadWithoutARing) {
  Log log;
  LogStream& stream = log.root();
  const std::size_t before = allocations;
  for (int i = 0; i < 10'000; ++i) stream.info("line", {{"i", i}});
  EXPECT_EQ(allocations, before);
}

}  // namespace
}  // namespace saki
