// SPDX-License-Identifier: Apache-2.0
//
// Transcript: bytes that go over the wire, in both directions, as tests/wire keeps them. See tests/wire/README.md for the format.
#pragma once

#include <string>
#include <vector>

namespace saki::http {

struct Transcript {
  std::string file;
  int line = 0;  // Of its title.
  std::string title;
  std::string sent;
  std::string expected;
  bool closed = false;  // The server ends the connection; else it stays open for more.
};

// Every transcript of every file below `folder`. Throws where one breaks the format.
[[nodiscard]] std::vector<Transcript> read_transcripts(const std::string& folder);

}  // namespace saki::http
