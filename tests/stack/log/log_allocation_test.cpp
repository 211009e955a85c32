// SPDX-License-Identifier: Apache-2.0
//
// Logging allocates nothing: this program counts what operator new is asked for on the thread that logs.
#include <gtest/gtest.h>

#include <new>
#include <string>

#include "allocation_count.h"
#include "saki/log/log_thread.h"
#include "saki/log/memory_sink.h"

namespace saki {
namespace {

TEST(LogAllocation, TheCounterCounts) {
  const std::size_t before = allocation_count();
  ::operator delete(::operator new(10));  // The functions, not the expressions, which a compiler may leave out.
  EXPECT_EQ(allocation_count(), before + 1);
}

TEST(LogAllocation, NeitherAWrittenNorASuppressedLineAllocates) {
  Log log;
  log.add_sink(std::make_unique<MemorySink>());
  ASSERT_TRUE(log.start());
  const LogThread ring(log, "worker 0");
  LogStream& stream = log.stream("http");
  const std::string path = "/a/path/that/is/longer/than/any/small/string/could/be";
  const Secret token("secret");

  const std::size_t before = allocation_count();
  for (int i = 0; i < 10'000; ++i) {
    stream.info("request", {{"path", path}, {"status", 200}, {"seconds", 0.25}, {"error", Error(Error::Closed)}, {"token", token}});
    stream.debug("suppressed", {{"path", path}});
  }
  EXPECT_EQ(allocation_count(), before);
}

TEST(LogAllocation, NeitherDoesALineOfAThreadWithoutARing) {
  Log log;
  LogStream& stream = log.root();
  const std::size_t before = allocation_count();
  for (int i = 0; i < 10'000; ++i) stream.info("line", {{"i", i}});
  EXPECT_EQ(allocation_count(), before);
}

}  // namespace
}  // namespace saki
