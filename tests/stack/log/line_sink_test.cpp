// SPDX-License-Identifier: Apache-2.0
#include "saki/log/line_sink.h"

#include <gmock/gmock.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "saki/log/file_sink.h"
#include "saki/log/memory_sink.h"
#include "saki/log/standard_sink.h"

namespace saki {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// A disk with room for so many bytes.
class SmallDisk final : public LineSink {
 public:
  explicit SmallDisk(std::size_t free_bytes) : LineSink({}), room(free_bytes) {}
  std::string content;
  std::size_t room;

 private:
  Written write(std::string_view bytes) override {
    const std::size_t taken = std::min(room, bytes.size());
    content += bytes.substr(0, taken);
    room -= taken;
    return {taken, Error::system(ENOSPC)};
  }
};

void log(LogSink& sink, std::string_view message, LogLevel level = LogLevel::Info) {
  sink.accept({.time = WallTime(), .level = level, .message = message});
}

constexpr std::size_t kLine = std::string_view("1970-01-01T00:00:00.000000Z info  x\n").size();

TEST(LineSink, WritesABatchInOnePieceWhenItEnds) {
  SmallDisk disk(1000);
  log(disk, "x");
  EXPECT_EQ(disk.content, "");
  disk.commit();
  EXPECT_EQ(disk.content, "1970-01-01T00:00:00.000000Z info  x\n");
}

TEST(LineSink, AFullDiskCostsLinesWhichAreCountedAndReported) {
  SmallDisk disk(0);
  for (int i = 0; i < 3; ++i) log(disk, "x");
  disk.commit();
  log(disk, "x");
  disk.commit();
  EXPECT_EQ(disk.content, "");
  EXPECT_EQ(disk.dropped(), 4U);

  disk.room = 10'000;
  log(disk, "y");
  disk.commit();
  EXPECT_EQ(disk.content,
            "1970-01-01T00:00:00.000000Z warn  log: 4 lines dropped reason=\"No space left on device\"\n"
            "1970-01-01T00:00:00.000000Z info  y\n");
  EXPECT_EQ(disk.dropped(), 4U);

  log(disk, "z");
  disk.commit();
  EXPECT_THAT(disk.content, testing::EndsWith("info  y\n1970-01-01T00:00:00.000000Z info  z\n"));
}

TEST(LineSink, ALineTornByAFullDiskIsEndedBeforeTheNext) {
  SmallDisk disk(kLine + 10);
  for (int i = 0; i < 3; ++i) log(disk, "x");
  disk.commit();
  EXPECT_EQ(disk.content, "1970-01-01T00:00:00.000000Z info  x\n1970-01-01");
  EXPECT_EQ(disk.dropped(), 2U);

  disk.room = 10'000;
  log(disk, "y");
  disk.commit();
  EXPECT_EQ(disk.content,
            "1970-01-01T00:00:00.000000Z info  x\n1970-01-01\n"
            "1970-01-01T00:00:00.000000Z warn  log: 2 lines dropped reason=\"No space left on device\"\n"
            "1970-01-01T00:00:00.000000Z info  y\n");
}

// Wherever the disk fills up, no line is lost without being counted, and every line is whole or ended.
TEST(LineSink, EveryLineIsWrittenOrCountedWhereverTheDiskFillsUp) {
  for (std::size_t room = 0; room < 3 * kLine + 200; ++room) {
    SmallDisk disk(0);
    log(disk, "x");
    disk.commit();
    disk.room = room;
    for (int i = 0; i < 2; ++i) log(disk, "x");
    disk.commit();
    disk.room = 10'000;
    log(disk, "x");
    disk.commit();

    std::istringstream lines(disk.content);
    std::uint64_t whole = 0;
    for (std::string line; std::getline(lines, line);) whole += line == "1970-01-01T00:00:00.000000Z info  x" ? 1U : 0U;
    ASSERT_EQ(whole + disk.dropped(), 4U) << room << "\n" << disk.content;
  }
}

TEST(LineSink, ALargeBatchIsWrittenBeforeItEnds) {
  SmallDisk disk(1'000'000);
  for (int i = 0; i < 3000; ++i) log(disk, "x");
  EXPECT_GT(disk.content.size(), 60'000U);
}

TEST(MemorySink, KeepsTheLastLines) {
  MemorySink memory({}, 2);
  for (const char* message : {"a", "b", "c"}) log(memory, message);
  memory.commit();
  EXPECT_THAT(memory.lines(), ElementsAre("1970-01-01T00:00:00.000000Z info  b", "1970-01-01T00:00:00.000000Z info  c"));
}

class FileSinkTest : public testing::Test {
 protected:
  FileSinkTest() {
    std::string pattern = std::filesystem::temp_directory_path() / "saki-log-XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
  }
  ~FileSinkTest() override { std::filesystem::remove_all(folder_); }

  static std::string content(const std::filesystem::path& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
  }

  std::filesystem::path folder_;
};

TEST_F(FileSinkTest, AppendsAndFollowsItsPathWhenReopened) {
  const std::filesystem::path path = folder_ / "a.log";
  std::ofstream(path) << "before\n";
  auto sink = FileSink::open(path);
  ASSERT_TRUE(sink) << sink.error().text();
  log(**sink, "x");
  (*sink)->commit();
  EXPECT_EQ(content(path), "before\n1970-01-01T00:00:00.000000Z info  x\n");

  std::filesystem::rename(path, folder_ / "a.log.1");
  log(**sink, "still old");
  (*sink)->commit();
  (*sink)->reopen();
  log(**sink, "new");
  (*sink)->commit();
  EXPECT_THAT(content(folder_ / "a.log.1"), HasSubstr("still old"));
  EXPECT_EQ(content(path), "1970-01-01T00:00:00.000000Z info  new\n");
}

TEST_F(FileSinkTest, KeepsTheOldFileWhenThePathCannotBeOpened) {
  const std::filesystem::path path = folder_ / "sub" / "a.log";
  std::filesystem::create_directory(folder_ / "sub");
  auto sink = FileSink::open(path);
  ASSERT_TRUE(sink);
  std::filesystem::rename(folder_ / "sub", folder_ / "moved");
  (*sink)->reopen();
  log(**sink, "x");
  (*sink)->commit();
  EXPECT_THAT(content(folder_ / "moved" / "a.log"), HasSubstr("x"));
}

TEST_F(FileSinkTest, TellsWhyAPathCannotBeOpened) {
  const auto sink = FileSink::open(folder_ / "missing" / "a.log");
  ASSERT_FALSE(sink);
  EXPECT_EQ(sink.error().text(), "No such file or directory");
}

TEST_F(FileSinkTest, CountsWhatARealFullDeviceRefuses) {
  auto sink = FileSink::open("/dev/full");
  ASSERT_TRUE(sink);
  log(**sink, "x");
  (*sink)->commit();
  EXPECT_EQ((*sink)->dropped(), 1U);
}

TEST(StandardSink, AReaderThatStopsCostsLinesAndNotTime) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const int saved = ::dup(STDERR_FILENO);
  ::dup2(ends[1], STDERR_FILENO);
  StandardSink sink;
  for (int i = 0; i < 5000; ++i) log(sink, "x");
  sink.commit();
  log(sink, "y");
  sink.commit();
  ::dup2(saved, STDERR_FILENO);
  for (const int end : {ends[0], ends[1], saved}) ::close(end);
  EXPECT_GT(sink.dropped(), 2000U);
  EXPECT_LT(sink.dropped(), 5001U);
}

}  // namespace
}  // namespace saki
