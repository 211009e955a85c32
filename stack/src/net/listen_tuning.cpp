// SPDX-License-Identifier: Apache-2.0
#include "saki/net/listen_tuning.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <fstream>
#include <optional>

#include "net/socket_address.h"
#include "saki/base/error.h"

namespace saki {
namespace {

namespace fs = std::filesystem;
using Sentences = std::vector<std::string>;

constexpr int kFastOpenForServers = 2;  // Bit of net.ipv4.tcp_fastopen (tcp(7)).

std::optional<int> read_number(const fs::path& file) {
  int number = 0;
  if (!(std::ifstream(file) >> number)) return std::nullopt;
  return number;
}

void set(const FileDescriptor& socket, int option, const char* name, int value, Sentences& sentences) {
  if (::setsockopt(socket.get(), IPPROTO_TCP, option, &value, sizeof value) == 0) return;
  sentences.push_back(std::string(name) + " is not to be had here: " + Error::last_system().text());
}

// listen(2) cuts the number off without a word.
void set_backlog(const FileDescriptor& socket, int backlog, const fs::path& sysctl, Sentences& sentences) {
  if (::listen(socket.get(), backlog) != 0) {
    sentences.push_back("the backlog stays as it was: " + Error::last_system().text());
    return;
  }
  const std::optional<int> most = read_number(sysctl / "net/core/somaxconn");
  if (!most || *most >= backlog) return;
  sentences.push_back("a backlog of " + std::to_string(backlog) + " was asked for; net.core.somaxconn makes it " + std::to_string(*most));
}

// The call succeeds whatever the system allows.
void check_fast_open(const fs::path& sysctl, Sentences& sentences) {
  const std::optional<int> allowed = read_number(sysctl / "net/ipv4/tcp_fastopen");
  if (allowed && (*allowed & kFastOpenForServers) != 0) return;
  const std::string is = allowed ? "is " + std::to_string(*allowed) : "cannot be read";
  sentences.push_back("TCP_FASTOPEN is set and without effect unless net.ipv4.tcp_fastopen has the bit 2; it " + is);
}

}  // namespace

Sentences tune_listening_socket(const FileDescriptor& socket, const ListenTuning& tuning, const fs::path& sysctl) {
  Sentences sentences;
  set_backlog(socket, tuning.backlog, sysctl, sentences);
  if (local_address_of(socket.get()).is_unix()) return sentences;
  set(socket, TCP_NODELAY, "TCP_NODELAY", tuning.no_delay ? 1 : 0, sentences);
  set(socket, TCP_DEFER_ACCEPT, "TCP_DEFER_ACCEPT", static_cast<int>(tuning.defer_accept.count()), sentences);
  const std::size_t before = sentences.size();
  set(socket, TCP_FASTOPEN, "TCP_FASTOPEN", tuning.fast_open, sentences);
  if (tuning.fast_open > 0 && sentences.size() == before) check_fast_open(sysctl, sentences);
  return sentences;
}

}  // namespace saki
