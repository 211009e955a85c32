// SPDX-License-Identifier: Apache-2.0
//
// Plays every transcript of tests/wire/http1 over a socket pair: whole, cut once at every byte, and one byte at a time. Then again over
// TLS, where what is cut comes in records of its own.
#include "stack/http/transcript.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <set>

#include "stack/http/cuts.h"
#include "stack/http/wire_bench.h"
#include "stack/http/wire_service.h"

namespace saki::http {
namespace {

struct Outcome {
  std::string received;
  bool closed = false;

  friend bool operator==(const Outcome&, const Outcome&) = default;
  friend std::ostream& operator<<(std::ostream& out, const Outcome& outcome) {
    return out << outcome.received << (outcome.closed ? "[closed]" : "[open]");
  }
};

std::size_t sent_bytes(const Transcript& transcript) {
  std::size_t count = 0;
  for (const TranscriptStep& step : transcript.steps) count += step.sent.size();
  return count;
}

bool takes_time(const Transcript& transcript) {
  return std::ranges::any_of(transcript.steps, [](const TranscriptStep& step) { return step.wait.count() > 0; });
}

// Over TLS it gets what it asks for.
bool asks_for_tls(const Transcript& transcript) { return transcript.expected.find("did not come over TLS") != std::string::npos; }

class TranscriptTest : public testing::Test {
 protected:
  ~TranscriptTest() override { service_.close(); }

  // A file's first opening may go through a pool's thread; from then on it is kept open, and answered without waiting.
  void SetUp() override {
    WireBench::Client client = bench_.connect();
    client.send("GET /files/a.txt HTTP/1.1\r\nHost: a\r\n\r\n");
    while (client.receive().empty() && !client.ended()) bench_.settle();
    client.close();
  }

  // Where time passes it is for this client alone.
  Outcome play(const Transcript& transcript, const Cuts& cuts) {
    if (!takes_time(transcript)) return play(bench_, transcript, cuts);
    WireBench bench(service_, limits_);
    if (encrypted_) bench.encrypt();
    return play(bench, transcript, cuts);
  }
  void encrypt() {
    encrypted_ = true;
    bench_.encrypt();
  }

  void check(const Transcript& transcript) {
    SCOPED_TRACE(transcript.file + ":" + std::to_string(transcript.line) + ": " + transcript.title);
    const Outcome expected{transcript.expected, transcript.closed};
    const std::size_t size = sent_bytes(transcript);
    ASSERT_EQ(play(transcript, {}), expected);
    ASSERT_EQ(play(transcript, cut_everywhere(size)), expected) << "byte by byte";
    for (const Cuts& cuts : cut_once(size)) ASSERT_EQ(play(transcript, cuts), expected) << "cut at " << cuts.front();
  }

  // `cuts` count from the first byte of all.
  static Outcome play(WireBench& bench, const Transcript& transcript, const Cuts& cuts) {
    WireBench::Client client = bench.connect();
    std::size_t start = 0;
    for (const TranscriptStep& step : transcript.steps) {
      send(client, step.sent, start, cuts);
      start += step.sent.size();
      if (step.wait.count() > 0) bench.advance(step.wait);
      if (step.shuts) client.shut_send();
    }
    Outcome outcome{std::string(client.receive()), client.ended()};
    client.close();
    bench.settle();
    EXPECT_EQ(bench.connections(), 0U) << "a connection outlived its client";
    EXPECT_EQ(bench.held_blocks(), 0U) << "a buffer is still held";
    return outcome;
  }

  static void send(WireBench::Client& client, std::string_view bytes, std::size_t start, const Cuts& cuts) {
    std::size_t from = 0;
    for (const std::size_t cut : cuts) {
      if (cut <= start + from || cut >= start + bytes.size()) continue;
      client.send(bytes.substr(from, cut - start - from));
      from = cut - start;
    }
    client.send(bytes.substr(from));
  }

  WireService service_;
  Limits limits_ = [] {
    Limits limits;
    limits.head_bytes = 1024;
    limits.request_line_bytes = 256;
    limits.field_count = 10;
    limits.body_bytes = 100;
    limits.trailer_bytes = 64;
    limits.chunk_overhead_bytes = 64;
    limits.drain_bytes = 50;
    return limits;
  }();
  WireBench bench_{service_, limits_};
  bool encrypted_ = false;
};

TEST_F(TranscriptTest, EachIsAnsweredAsItSaysHoweverItIsCut) {
  const std::vector<Transcript> transcripts = read_transcripts(SAKI_WIRE_DIR "/http1");
  EXPECT_GE(transcripts.size(), 300U);
  for (const Transcript& transcript : transcripts) check(transcript);
}

// In parts, so that they run side by side and none takes minutes where handshakes are slow.
class TranscriptTlsTest : public TranscriptTest, public testing::WithParamInterface<std::size_t> {
 public:
  static constexpr std::size_t kParts = 6;
};

// A handshake for each way to cut would take minutes: one byte at a time is every cut at once, and those in two halves are few.
TEST_P(TranscriptTlsTest, EachIsAnsweredTheSameOverTls) {
  encrypt();
  const std::vector<Transcript> transcripts = read_transcripts(SAKI_WIRE_DIR "/http1");
  for (std::size_t index = GetParam(); index < transcripts.size(); index += kParts) {
    const Transcript& transcript = transcripts[index];
    if (asks_for_tls(transcript)) continue;
    SCOPED_TRACE(transcript.file + ":" + std::to_string(transcript.line) + ": " + transcript.title);
    const Outcome expected{transcript.expected, transcript.closed};
    const std::size_t size = sent_bytes(transcript);
    ASSERT_EQ(play(transcript, {}), expected);
    ASSERT_EQ(play(transcript, cut_everywhere(size)), expected) << "byte by byte";
    ASSERT_EQ(play(transcript, {size / 2}), expected) << "in two halves";
  }
}

INSTANTIATE_TEST_SUITE_P(Part, TranscriptTlsTest, testing::Range(std::size_t{0}, TranscriptTlsTest::kParts));

TEST_F(TranscriptTest, EachHasANameOfItsOwn) {
  std::set<std::string> names;
  for (const Transcript& transcript : read_transcripts(SAKI_WIRE_DIR "/http1")) {
    const std::size_t colon = transcript.title.find(": ");
    ASSERT_TRUE(transcript.title.starts_with("RFC ") && colon != std::string::npos) << transcript.title;
    EXPECT_TRUE(names.insert(transcript.title.substr(colon + 2)).second) << transcript.title;
  }
}

TEST_F(TranscriptTest, APlayCanFail) {
  Transcript transcript = read_transcripts(SAKI_WIRE_DIR "/http1").front();
  const Outcome expected{transcript.expected, transcript.closed};
  ASSERT_EQ(play(transcript, {}), expected);
  transcript.steps.front().sent.insert(0, " ");
  EXPECT_NE(play(transcript, {}), expected);
}

}  // namespace
}  // namespace saki::http
