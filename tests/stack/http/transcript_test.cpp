// SPDX-License-Identifier: Apache-2.0
//
// Plays every transcript of tests/wire/http1 over a socket pair: whole, cut once at every byte, and one byte at a time.
#include "stack/http/transcript.h"

#include <gtest/gtest.h>

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

class TranscriptTest : public testing::Test {
 protected:
  Outcome play(std::string_view sent, const Cuts& cuts) {
    WireBench::Client client = bench_.connect();
    std::size_t from = 0;
    for (const std::size_t cut : cuts) {
      client.send(sent.substr(from, cut - from));
      from = cut;
    }
    client.send(sent.substr(from));
    Outcome outcome{std::string(client.receive()), client.ended()};
    client.close();
    bench_.settle();
    EXPECT_EQ(bench_.connections(), 0U) << "a connection outlived its client";
    EXPECT_EQ(bench_.worker().buffers.in_use(), 0U) << "a buffer is still held";
    return outcome;
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
};

TEST_F(TranscriptTest, EachIsAnsweredAsItSaysHoweverItIsCut) {
  const std::vector<Transcript> transcripts = read_transcripts(SAKI_WIRE_DIR "/http1");
  ASSERT_FALSE(transcripts.empty());
  for (const Transcript& transcript : transcripts) {
    SCOPED_TRACE(transcript.file + ":" + std::to_string(transcript.line) + ": " + transcript.title);
    const Outcome expected{transcript.expected, transcript.closed};
    ASSERT_EQ(play(transcript.sent, {}), expected);
    ASSERT_EQ(play(transcript.sent, cut_everywhere(transcript.sent.size())), expected) << "byte by byte";
    for (const Cuts& cuts : cut_once(transcript.sent.size())) ASSERT_EQ(play(transcript.sent, cuts), expected) << "cut at " << cuts.front();
  }
}

}  // namespace
}  // namespace saki::http
