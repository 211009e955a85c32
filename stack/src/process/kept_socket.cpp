// SPDX-License-Identifier: Apache-2.0
#include "process/kept_socket.h"

#include <fcntl.h>

#include <charconv>

namespace saki {

std::string to_text(const std::vector<KeptSocket>& sockets) {
  std::string text;
  for (const KeptSocket& kept : sockets) text += std::to_string(kept.socket.get()) + " " + kept.configured + "\n";
  return text;
}

std::vector<KeptSocket> adopt_sockets(std::string_view text) {
  std::vector<KeptSocket> sockets;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    int descriptor = -1;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), descriptor);
    const auto digits = static_cast<std::size_t>(end - line.data());
    if (error != std::errc() || digits == line.size() || ::fcntl(descriptor, F_SETFD, FD_CLOEXEC) != 0) continue;
    sockets.push_back({std::string(line.substr(digits + 1)), FileDescriptor(descriptor)});
  }
  return sockets;
}

}  // namespace saki
