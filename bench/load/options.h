// SPDX-License-Identifier: Apache-2.0
//
// Options: the command line of the load generator. `-n -c -t -k -6 -H` mean what they mean to weighttp.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "saki/net/address.h"

namespace load {

struct Options {
  saki::Address target;
  std::vector<std::string> requests;          // Whole, as they go over the wire.
  bool secure = false;                        // Over TLS.
  bool resume = false;                        // Each TLS connection takes up the session of one before.
  std::string opening;                        // A WebSocket's opening handshake; empty: HTTP.
  std::vector<std::string> echoes;            // What a WebSocket answers to each of `requests`.
  std::uint64_t request_count = 0;            // 0: as many as `duration` allows.
  unsigned concurrency = 1;
  unsigned threads = 1;
  bool keep_alive = false;
  unsigned pipeline = 1;                      // Requests sent at once on a connection.
  std::chrono::nanoseconds warm_up{};         // Before `duration`, and not counted.
  std::chrono::nanoseconds duration{};
  std::chrono::seconds patience{10};          // Without a single answer for as long, all that is out counts as errored.
  unsigned sources = 1;                       // Source addresses 127.0.0.1 to 127.0.0.N in turn: 28,000 ports each.
  std::optional<std::size_t> expected_bytes;  // Of content in each answer; none: as in the first.
  std::vector<int> watched;                   // Processes whose processor time is taken.
  std::uint64_t seed = 1;
  bool hold = false;                          // One request on each connection, then silence until standard input ends.
  bool json = false;

  // Reads the command line. Where it is wrong, or only asks for help, the program ends here.
  [[nodiscard]] static Options read(int count, char** arguments);
};

}  // namespace load
