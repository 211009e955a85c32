// SPDX-License-Identifier: Apache-2.0
//
// KeptSocket: a listening socket on its way from one service process to the next.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "saki/base/file_descriptor.h"

namespace saki {

struct KeptSocket {
  std::string configured;  // The address as it was configured: "127.0.0.1:0", whatever port the kernel chose.
  FileDescriptor socket;
};

// How a service learns of its sockets: a line "7 127.0.0.1:0" for each, with the number of the descriptor.
[[nodiscard]] std::string to_text(const std::vector<KeptSocket>& sockets);

// The descriptors are taken over, and closed on the next exec. Lines that are none are passed over.
[[nodiscard]] std::vector<KeptSocket> adopt_sockets(std::string_view text);

}  // namespace saki
