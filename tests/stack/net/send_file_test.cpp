// SPDX-License-Identifier: Apache-2.0
//
// Stream::send_file.
#include <sys/mman.h>
#include <unistd.h>

#include <csignal>

#include "net_fixture.h"
#include "saki/task/give_way.h"

namespace saki {
namespace {

FileDescriptor make_file(const std::string& content) {
  FileDescriptor file(::memfd_create("content", MFD_CLOEXEC));
  SAKI_CHECK(::write(file.get(), content.data(), content.size()) == static_cast<ssize_t>(content.size()), "written");
  return file;
}

Task<> send_part(Stream& stream, int file, std::uint64_t offset, std::uint64_t count_bytes, Result<>& outcome) {
  outcome = co_await stream.send_file(file, offset, count_bytes);
}

class SendFileTest : public NetFixture {
 protected:
  static void SetUpTestSuite() { std::signal(SIGPIPE, SIG_IGN); }
  std::string read_at_far_end(std::size_t size_bytes) {
    std::string arrived;
    while (arrived.size() < size_bytes) {
      turn();
      arrived += pair_.far_reads();
    }
    return arrived;
  }

  ConnectedPair pair_ = ConnectedPair::tcp();
  Stream stream_{*loop_, std::move(pair_.near)};
  Result<> sent_ = fail(Error::Invalid);
};

TEST_F(SendFileTest, APartOfAFileArrivesWhole) {
  const std::string content = pattern(5'000'000);
  const FileDescriptor file = make_file(content);
  scope_.spawn(send_part, std::ref(stream_), file.get(), std::uint64_t{7}, std::uint64_t{4'999'000}, std::ref(sent_));
  EXPECT_TRUE(read_at_far_end(4'999'000) == content.substr(7, 4'999'000));
  finish();
  EXPECT_TRUE(sent_);
}

TEST_F(SendFileTest, AFileThatEndsEarlyIsClosed) {
  const FileDescriptor file = make_file("short");
  scope_.spawn(send_part, std::ref(stream_), file.get(), std::uint64_t{0}, std::uint64_t{100}, std::ref(sent_));
  finish();
  EXPECT_EQ(sent_.error(), Error::Closed);
  EXPECT_EQ(pair_.far_reads(), "short");
}

TEST_F(SendFileTest, NothingOfAFileIsSentAtOnce) {
  const FileDescriptor file = make_file("");
  scope_.spawn(send_part, std::ref(stream_), file.get(), std::uint64_t{0}, std::uint64_t{0}, std::ref(sent_));
  EXPECT_TRUE(sent_);
}

TEST_F(SendFileTest, APeerThatLeavesEndsIt) {
  const FileDescriptor file = make_file(pattern(20'000'000));
  scope_.spawn(send_part, std::ref(stream_), file.get(), std::uint64_t{0}, std::uint64_t{20'000'000}, std::ref(sent_));
  turn();
  pair_.far_resets();
  finish();
  EXPECT_EQ(sent_.error(), Error::System);
}

TEST_F(SendFileTest, ADeadlineEndsItWhenThePeerDoesNotRead) {
  const FileDescriptor file = make_file(pattern(20'000'000));
  stream_.set_write_deadline(loop_->now() + std::chrono::seconds(1));
  scope_.spawn(send_part, std::ref(stream_), file.get(), std::uint64_t{0}, std::uint64_t{20'000'000}, std::ref(sent_));
  turn();
  pass(std::chrono::seconds(1));
  finish();
  EXPECT_EQ(sent_.error(), Error::Timeout);
}

}  // namespace
}  // namespace saki
