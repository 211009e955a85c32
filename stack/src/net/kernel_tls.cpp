// SPDX-License-Identifier: Apache-2.0
#include "net/kernel_tls.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cerrno>

#include "saki/base/file_descriptor.h"

namespace saki {
namespace {

// Only a connected socket can be given to it: where it is there, that is what is missing here.
bool ask() noexcept {
  const FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!socket) return false;
  constexpr char kName[] = "tls";
  return ::setsockopt(socket.get(), IPPROTO_TCP, TCP_ULP, kName, sizeof kName) == 0 || errno == ENOTCONN;
}

}  // namespace

bool kernel_takes_tls() noexcept {
  static const bool takes = ask();
  return takes;
}

}  // namespace saki
