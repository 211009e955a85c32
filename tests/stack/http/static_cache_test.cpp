// SPDX-License-Identifier: Apache-2.0
//
// The files that a worker keeps open: found again without opening, never stale, never more than allowed.
#include "stack/http/static_bench.h"

namespace saki::http {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using testing::EndsWith;
using testing::StartsWith;

class StaticCache : public StaticFilesTest {};

std::size_t open_descriptors() {
  std::size_t count = 0;
  for (const auto& entry : fs::directory_iterator("/proc/self/fd")) count += entry.is_symlink() ? 1U : 0U;
  return count;
}

TEST_F(StaticCache, AHundredRequestsOpenAFileOnce) {
  Server server(*this, blocking_, {.precompressed = false});
  for (int i = 0; i < 100; ++i) EXPECT_THAT(server.ask("GET /ten.txt"), EndsWith("0123456789"));
  EXPECT_EQ(server.counters().opens, 1U);
  EXPECT_EQ(server.counters().hits, 99U);
}

TEST_F(StaticCache, AChangeShowsAtOnce) {
  Server server(*this, blocking_, {.precompressed = false});
  EXPECT_THAT(server.ask("GET /ten.txt"), EndsWith("0123456789"));
  write("public/ten.txt", "written over");
  EXPECT_THAT(server.ask("GET /ten.txt"), EndsWith("written over"));
  write("public/other.txt", "put in its place");
  fs::rename(folder_ / "public/other.txt", folder_ / "public/ten.txt");
  EXPECT_THAT(server.ask("GET /ten.txt"), EndsWith("put in its place"));
  fs::remove(folder_ / "public/ten.txt");
  EXPECT_THAT(server.ask("GET /ten.txt"), StartsWith("HTTP/1.1 404"));
  EXPECT_EQ(server.counters().changed, 3U);
}

TEST_F(StaticCache, APathThatLeadsElsewhereIsSeenAfterTheStatedTime) {
  fs::create_directory(folder_ / "public/v2");
  write("public/v2/index.html", "<p>two</p>");
  fs::create_directory_symlink("sub", folder_ / "public/current");
  Server server(*this, blocking_, {.reopen = 1s});
  EXPECT_THAT(server.ask("GET /current/"), EndsWith("<p>sub</p>"));
  fs::remove(folder_ / "public/current");
  fs::create_directory_symlink("v2", folder_ / "public/current");
  server.advance(1s);
  EXPECT_THAT(server.ask("GET /current/"), EndsWith("<p>two</p>"));
}

TEST_F(StaticCache, AnIdleWorkerHoldsNoFile) {
  Server server(*this, blocking_, {.precompressed = false, .reopen = 1s});
  server.ask("GET /ten.txt");
  const std::size_t holding_one = open_descriptors();
  EXPECT_EQ(server.cached(), 1U);
  server.advance(500ms);
  EXPECT_EQ(server.cached(), 1U);
  server.advance(500ms);
  EXPECT_EQ(server.cached(), 0U);
  EXPECT_EQ(open_descriptors(), holding_one - 1);
}

TEST_F(StaticCache, IsBoundedAndGivesUpTheLeastLatelyUsed) {
  for (int i = 0; i < 8; ++i) write("public/" + std::to_string(i), std::to_string(i));
  Server server(*this, blocking_, {.precompressed = false, .cached_files = 4});
  server.ask("GET /0");
  const std::size_t before = open_descriptors();
  for (int i = 0; i < 8; ++i) EXPECT_THAT(server.ask("GET /" + std::to_string(i)), EndsWith("\r\n\r\n" + std::to_string(i)));
  EXPECT_EQ(server.cached(), 4U);
  EXPECT_EQ(open_descriptors(), before + 3);
  EXPECT_EQ(server.counters().evicted, 4U);
  const std::uint64_t opens = server.counters().opens;
  server.ask("GET /4");
  server.ask("GET /0");  // In place of 5.
  server.ask("GET /4");
  EXPECT_EQ(server.counters().opens, opens + 1);
  server.ask("GET /5");
  EXPECT_EQ(server.counters().opens, opens + 2);
}

TEST_F(StaticCache, IsNotThereWhereNoneIsAllowed) {
  Server server(*this, blocking_, {.precompressed = false, .cached_files = 0});
  for (int i = 0; i < 3; ++i) server.ask("GET /ten.txt");
  EXPECT_EQ(server.counters().opens, 3U);
  EXPECT_EQ(server.cached(), 0U);
}

}  // namespace
}  // namespace saki::http
