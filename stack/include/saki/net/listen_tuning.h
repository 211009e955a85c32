// SPDX-License-Identifier: Apache-2.0
//
// ListenTuning: what a listening socket can be told at any time, also by a later process that was handed it.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "saki/base/file_descriptor.h"

namespace saki {

struct ListenTuning {
  int backlog = 1024;                    // Connections that wait to be accepted.
  bool no_delay = true;                  // TCP_NODELAY: small writes leave at once.
  int fast_open = 0;                     // TCP_FASTOPEN: connections with data ahead of their handshake that wait at once; 0 is off.
  std::chrono::seconds defer_accept{0};  // TCP_DEFER_ACCEPT: how long a silent connection stays with the kernel; 0 is off.
};

// Tells `socket`, which listens, all of it; accepted connections inherit what concerns them. Of Unix sockets only the backlog counts.
//
// Returns a sentence for each thing that was asked for and is not so: the call failed, or it succeeded and a setting of the system, read
// below `sysctl`, says otherwise. None of it keeps the socket from listening.
[[nodiscard]] std::vector<std::string> tune_listening_socket(const FileDescriptor& socket, const ListenTuning& tuning,
                                                             const std::filesystem::path& sysctl = "/proc/sys");

}  // namespace saki
