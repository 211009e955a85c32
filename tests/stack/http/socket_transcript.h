// SPDX-License-Identifier: Apache-2.0
//
// SocketTranscript: frames that go over a WebSocket, in both directions, as tests/wire/ws keeps them. See tests/wire/ws/README.md.
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace saki::http {

// What the client does: sends, then lets time pass, then perhaps ends its side.
struct SocketStep {
  std::vector<std::string> frames;  // As they are written.
  std::chrono::seconds wait{0};
  bool shuts = false;
  bool over = false;
};

struct SocketTranscript {
  std::string file;
  int line = 0;  // Of its title.
  std::string title;
  std::string path;
  std::string extensions;  // That the client offers.
  std::vector<SocketStep> steps{1};
  std::vector<std::string> expected;
  bool closed = false;
};

// Every transcript of every file in `folder`. Throws where one breaks the format.
[[nodiscard]] std::vector<SocketTranscript> read_socket_transcripts(const std::string& folder);

}  // namespace saki::http
