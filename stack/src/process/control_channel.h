// SPDX-License-Identifier: Apache-2.0
//
// ControlChannel: one end of the pair of sockets between a supervisor and a service. A message is a datagram: one letter that says what
// it is, then text, and perhaps a descriptor beside it.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "saki/base/file_descriptor.h"
#include "saki/base/result.h"

namespace saki {

// From the service, save the last two.
enum class ControlKind : char {
  Settings = 's',   // SupervisorSettings.
  Socket = 'k',     // The address as it was configured; beside it a socket that listens there.
  Announce = 'a',   // "listening on http://127.0.0.1:8080"
  Serving = 'r',    // Nothing: all workers accept.
  Crash = 'c',      // "11 4711": a signal, and the thread it struck, which waits to be told to go on.
  Stack = 't',      // "4711 worker 0\n7f00 7f10": a thread, its name, and the addresses in its stack, hexadecimal, the innermost first.
  Proceed = 'p',    // To the service: it has been heard how to watch it, start.
  GoOn = 'g',       // To the service: the stacks were read, die.
};

struct ControlMessage {
  ControlKind kind;
  std::string text;
  FileDescriptor descriptor;
};

class ControlChannel {  // Affinity: one thread, save send().
 public:
  static constexpr std::size_t kMostBytes = 16 * 1024;

  // The supervisor's end, which does not block, and the service's, which does. Errors: System.
  [[nodiscard]] static Result<std::pair<ControlChannel, ControlChannel>> open_pair();

  explicit ControlChannel(FileDescriptor socket) noexcept : socket_(std::move(socket)) {}

  // Errors: System; EMSGSIZE beyond kMostBytes.
  Result<> send(ControlKind kind, std::string_view text = {}, int descriptor = -1) const;

  // Errors: Closed at the end; System, with EAGAIN when none is there.
  [[nodiscard]] Result<ControlMessage> receive() const;

  [[nodiscard]] int descriptor() const noexcept { return socket_.get(); }

 private:
  FileDescriptor socket_;
};

}  // namespace saki
