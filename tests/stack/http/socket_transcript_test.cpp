// SPDX-License-Identifier: Apache-2.0
//
// Plays every transcript of tests/wire/ws: whole, byte by byte, and cut once at every byte; long ones at the bytes that matter.
#include "stack/http/socket_transcript.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "stack/http/cuts.h"
#include "stack/http/socket_bench.h"
#include "stack/http/transcript.h"
#include "stack/http/written_frame.h"

namespace saki::http {
namespace {

constexpr std::size_t kLong = 300;  // From this many bytes on not every cut is tried.

struct SocketOutcome {
  std::vector<std::string> frames;
  bool closed = false;

  friend bool operator==(const SocketOutcome&, const SocketOutcome&) = default;
  friend std::ostream& operator<<(std::ostream& out, const SocketOutcome& outcome) {
    for (const std::string& frame : outcome.frames) out << frame.substr(0, 100) << '\n';
    return out << (outcome.closed ? "[closed]" : "[open]");
  }
};

std::string field_of(std::string_view head, std::string_view name) {
  const std::size_t at = head.find("\r\n" + std::string(name) + ": ");
  if (at == head.npos) return {};
  const std::size_t from = at + name.size() + 4;
  return std::string(head.substr(from, head.find("\r\n", from) - from));
}

bool takes_time(const SocketTranscript& transcript) {
  return std::ranges::any_of(transcript.steps, [](const SocketStep& step) { return step.wait.count() > 0; });
}

SocketOutcome expected_of(const SocketTranscript& transcript) {
  SocketOutcome outcome{{}, transcript.closed};
  for (const std::string& frame : transcript.expected) outcome.frames.push_back(normal_form(frame));
  return outcome;
}

class SocketTranscriptTest : public testing::Test {
 protected:
  enum class Way { Whole, ByteByByte, CutOnce };

  SocketOutcome play(const SocketTranscript& transcript, Way way, std::size_t cut = 0) {
    if (!takes_time(transcript)) return play(bench_, transcript, way, cut);
    SocketBench bench(limits());
    return play(bench, transcript, way, cut);
  }

  SocketOutcome play(SocketBench& bench, const SocketTranscript& transcript, Way way, std::size_t cut) {
    const std::string offer = transcript.extensions.empty() ? "" : "Sec-WebSocket-Extensions: " + transcript.extensions + "\r\n";
    SocketBench::Client client = bench.open(transcript.path, offer);
    WrittenDeflate deflate(field_of(client.head(), "Sec-WebSocket-Extensions"));
    std::size_t start = 0;
    for (const SocketStep& step : transcript.steps) {
      std::string bytes;
      for (const std::string& frame : step.frames) bytes += bytes_of(frame, deflate);
      send(client, bytes, start, way, cut);
      start += bytes.size();
      if (step.wait.count() > 0) bench.advance(step.wait);
      if (step.shuts) client.connection().shut_send();
    }
    sent_bytes_ = start;
    SocketOutcome outcome{written_frames(client.received(), deflate), client.ended()};
    client.connection().close();
    bench.wire().settle();
    EXPECT_EQ(bench.connections(), 0U) << "a connection outlived its client";
    EXPECT_EQ(bench.held_blocks(), 0U) << "a buffer is still held";
    return outcome;
  }

  static void send(SocketBench::Client& client, std::string_view bytes, std::size_t start, Way way, std::size_t cut) {
    if (way == Way::ByteByByte && bytes.size() < 20'000) {
      for (const char& byte : bytes) client.send({&byte, 1});
    } else if (way == Way::CutOnce && cut > start && cut < start + bytes.size()) {
      client.send(bytes.substr(0, cut - start));
      client.send(bytes.substr(cut - start));
    } else {
      client.send(bytes);
    }
  }

  void check(const SocketTranscript& transcript) {
    SCOPED_TRACE(transcript.file + ":" + std::to_string(transcript.line) + ": " + transcript.title);
    const SocketOutcome expected = expected_of(transcript);
    ASSERT_EQ(play(transcript, Way::Whole), expected);
    const std::size_t size = sent_bytes_;
    ASSERT_EQ(play(transcript, Way::ByteByByte), expected) << "byte by byte";
    for (std::size_t cut = 1; cut < size; ++cut) {
      if (size > kLong && cut > 20 && cut + 20 < size && cut % 4093 != 0) continue;
      ASSERT_EQ(play(transcript, Way::CutOnce, cut), expected) << "cut at " << cut;
    }
  }

  static Limits limits() {
    Limits limits;
    limits.web_socket_message_bytes = 100'000;
    limits.web_socket_frame_bytes = 80'000;
    return limits;
  }

  SocketBench bench_{limits()};
  std::size_t sent_bytes_ = 0;
};

// In parts, so that they run side by side and none takes minutes on a slow machine.
class SocketTranscriptPart : public SocketTranscriptTest, public testing::WithParamInterface<std::size_t> {
 public:
  static constexpr std::size_t kParts = 4;

 protected:
  [[nodiscard]] static std::vector<SocketTranscript> transcripts() {
    const std::vector<SocketTranscript> all = read_socket_transcripts(SAKI_WIRE_DIR "/ws");
    std::vector<SocketTranscript> part;
    for (std::size_t index = GetParam(); index < all.size(); index += kParts) part.push_back(all[index]);
    return part;
  }
};

TEST_P(SocketTranscriptPart, EachIsAnsweredAsItSaysHoweverItIsCut) {
  for (const SocketTranscript& transcript : transcripts()) check(transcript);
}

TEST_P(SocketTranscriptPart, EachIsAnsweredTheSameOverTls) {
  bench_.wire().encrypt(TestTls::usual());
  for (const SocketTranscript& transcript : transcripts()) {
    SCOPED_TRACE(transcript.file + ":" + std::to_string(transcript.line) + ": " + transcript.title);
    if (takes_time(transcript)) continue;
    ASSERT_EQ(play(transcript, Way::Whole), expected_of(transcript));
    ASSERT_EQ(play(transcript, Way::CutOnce, 7), expected_of(transcript));
  }
}

INSTANTIATE_TEST_SUITE_P(Part, SocketTranscriptPart, testing::Range(std::size_t{0}, SocketTranscriptPart::kParts));

// The handshakes: HTTP until they are done.
class HandshakeTest : public testing::Test {
 protected:
  struct Answer {
    std::string bytes;
    bool closed = false;
    friend bool operator==(const Answer&, const Answer&) = default;
    friend std::ostream& operator<<(std::ostream& out, const Answer& answer) {
      return out << answer.bytes << (answer.closed ? "[closed]" : "[open]");
    }
  };

  Answer play(const std::string& bytes, const Cuts& cuts) {
    WireBench::Client client = bench_.wire().connect();
    std::size_t from = 0;
    for (const std::size_t cut : cuts) {
      client.send(std::string_view(bytes).substr(from, cut - from));
      from = cut;
    }
    client.send(std::string_view(bytes).substr(from));
    Answer answer{std::string(client.receive()), client.ended()};
    client.close();
    EXPECT_EQ(bench_.connections(), 0U) << "a connection outlived its client";
    EXPECT_EQ(bench_.held_blocks(), 0U) << "a buffer is still held";
    return answer;
  }

  SocketBench bench_;
};

TEST_F(HandshakeTest, EachIsAnsweredAsItSaysHoweverItIsCut) {
  for (const Transcript& transcript : read_transcripts(SAKI_WIRE_DIR "/ws/handshake")) {
    SCOPED_TRACE(transcript.file + ":" + std::to_string(transcript.line) + ": " + transcript.title);
    const Answer expected{transcript.expected, transcript.closed};
    const std::string& bytes = transcript.steps.front().sent;
    ASSERT_EQ(play(bytes, {}), expected);
    ASSERT_EQ(play(bytes, cut_everywhere(bytes.size())), expected) << "byte by byte";
    for (const Cuts& cuts : cut_once(bytes.size())) ASSERT_EQ(play(bytes, cuts), expected) << "cut at " << cuts.front();
  }
}

TEST_F(SocketTranscriptTest, ThereAreEnoughAndEachHasANameOfItsOwn) {
  std::set<std::string> names;
  const auto add = [&](const std::string& title) {
    const std::size_t colon = title.find(": ");
    ASSERT_TRUE(title.starts_with("RFC ") && colon != std::string::npos) << title;
    EXPECT_TRUE(names.insert(title.substr(colon + 2)).second) << title;
  };
  for (const SocketTranscript& transcript : read_socket_transcripts(SAKI_WIRE_DIR "/ws")) add(transcript.title);
  for (const Transcript& transcript : read_transcripts(SAKI_WIRE_DIR "/ws/handshake")) add(transcript.title);
  EXPECT_GE(names.size(), 250U);
}

TEST_F(SocketTranscriptTest, APlayCanFail) {
  SocketTranscript transcript = read_socket_transcripts(SAKI_WIRE_DIR "/ws").front();
  const SocketOutcome expected = expected_of(transcript);
  ASSERT_EQ(play(transcript, Way::Whole), expected);
  transcript.steps.front().frames.insert(transcript.steps.front().frames.begin(), "text one more");
  EXPECT_NE(play(transcript, Way::Whole), expected);
}

}  // namespace
}  // namespace saki::http
