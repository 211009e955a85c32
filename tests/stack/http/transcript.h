// SPDX-License-Identifier: Apache-2.0
//
// Transcript: bytes that go over the wire, in both directions, as tests/wire keeps them. See tests/wire/README.md for the format.
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace saki::http {

// What the client does: sends, then lets time pass, then perhaps ends its side.
struct TranscriptStep {
  std::string sent;
  std::chrono::seconds wait{0};
  bool shuts = false;
  bool over = false;  // What is sent next belongs to another step.
};

struct Transcript {
  std::string file;
  int line = 0;  // Of its title.
  std::string title;
  std::vector<TranscriptStep> steps{1};
  std::string expected;
  bool closed = false;  // The server ends the connection; else it stays open for more.
};

// Every transcript of every file below `folder`. Throws where one breaks the format.
[[nodiscard]] std::vector<Transcript> read_transcripts(const std::string& folder);

}  // namespace saki::http
