// SPDX-License-Identifier: Apache-2.0
#include "process/control_channel.h"

#include <fcntl.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace saki {
namespace {

// Room for the one descriptor of a message.
struct Ancillary {
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> bytes{};
};

void attach(msghdr& message, Ancillary& ancillary, int descriptor) noexcept {
  message.msg_control = ancillary.bytes.data();
  message.msg_controllen = ancillary.bytes.size();
  cmsghdr* const header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof(int));
  std::memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
}

FileDescriptor attached(msghdr& message) noexcept {
  const cmsghdr* const header = CMSG_FIRSTHDR(&message);
  if (header == nullptr || header->cmsg_type != SCM_RIGHTS) return {};
  int descriptor = -1;
  std::memcpy(&descriptor, CMSG_DATA(header), sizeof descriptor);
  return FileDescriptor(descriptor);
}

}  // namespace

Result<std::pair<ControlChannel, ControlChannel>> ControlChannel::open_pair() {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) return fail(Error::last_system());
  FileDescriptor ours(ends[0]);
  FileDescriptor theirs(ends[1]);
  if (::fcntl(ours.get(), F_SETFL, O_NONBLOCK) != 0) return fail(Error::last_system());
  return std::pair{ControlChannel(std::move(ours)), ControlChannel(std::move(theirs))};
}

Result<> ControlChannel::send(ControlKind kind, std::string_view text, int descriptor) const {
  if (text.size() >= kMostBytes) return fail(Error::system(EMSGSIZE));
  char letter = static_cast<char>(kind);
  std::array<iovec, 2> parts{{{&letter, 1}, {const_cast<char*>(text.data()), text.size()}}};
  msghdr message{};
  message.msg_iov = parts.data();
  message.msg_iovlen = parts.size();
  Ancillary ancillary;
  if (descriptor >= 0) attach(message, ancillary, descriptor);
  while (::sendmsg(socket_.get(), &message, MSG_NOSIGNAL) < 0) {
    if (errno != EINTR) return fail(Error::last_system());
  }
  return {};
}

Result<ControlMessage> ControlChannel::receive() const {
  std::array<char, kMostBytes> bytes;
  iovec part{bytes.data(), bytes.size()};
  Ancillary ancillary;
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = ancillary.bytes.data();
  message.msg_controllen = ancillary.bytes.size();
  ssize_t count;
  do {
    count = ::recvmsg(socket_.get(), &message, MSG_CMSG_CLOEXEC);
  } while (count < 0 && errno == EINTR);
  if (count < 0) return fail(Error::last_system());
  FileDescriptor descriptor = attached(message);
  if (count == 0) return fail(Error::Closed);
  return ControlMessage{static_cast<ControlKind>(bytes[0]), std::string(bytes.data() + 1, static_cast<std::size_t>(count) - 1),
                        std::move(descriptor)};
}

}  // namespace saki
