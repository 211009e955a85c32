// SPDX-License-Identifier: Apache-2.0
//
// The system calls that a server makes on its sockets, replaced for a whole program: the code under test is the very code that ships.
// That code makes some of them through syscall(2), which is replaced as well. The test's own ends of the sockets use read(2) and write(2),
// which are left alone.
#include <dlfcn.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdarg>

#include "stack/server/fault_plan.h"

namespace saki {
namespace {

using SystemCall = long (*)(long number, ...);

// The C library's.
SystemCall kernel() noexcept {
  static SystemCall real = nullptr;
  if (real == nullptr) real = reinterpret_cast<SystemCall>(::dlsym(RTLD_NEXT, "syscall"));
  return real;
}

// What befalls a transfer before the kernel is asked: an errno, or 0.
int failure(FaultPlan& plan, Fault reset) noexcept {
  if (plan.befalls(Fault::Interrupted)) return EINTR;
  if (plan.befalls(Fault::NotReadyAfterAll)) return EAGAIN;
  return plan.befalls(reset) ? ECONNRESET : 0;
}

std::size_t shortened(FaultPlan& plan, Fault fault, std::size_t size_bytes) noexcept {
  return size_bytes > 1 && plan.befalls(fault) ? plan.between(1, std::min<std::size_t>(size_bytes - 1, 64)) : size_bytes;
}

ssize_t fail_with(int error_number) noexcept {
  errno = error_number;
  return -1;
}

ssize_t write_piece(int socket, const void* bytes, std::size_t size_bytes, int flags) noexcept {
  return kernel()(SYS_sendto, socket, bytes, size_bytes, flags, nullptr, 0);
}

}  // namespace
}  // namespace saki

using saki::Fault;
using saki::FaultPlan;

extern "C" ssize_t recv(int socket, void* into, size_t size_bytes, int flags) {
  if (FaultPlan* const plan = FaultPlan::current()) {
    if (const int error_number = saki::failure(*plan, Fault::ResetOnRead)) return saki::fail_with(error_number);
    size_bytes = saki::shortened(*plan, Fault::ShortRead, size_bytes);
  }
  return saki::kernel()(SYS_recvfrom, socket, into, size_bytes, flags, nullptr, nullptr);
}

extern "C" ssize_t send(int socket, const void* bytes, size_t size_bytes, int flags) {
  if (FaultPlan* const plan = FaultPlan::current()) {
    if (const int error_number = saki::failure(*plan, Fault::ResetOnWrite)) return saki::fail_with(error_number);
    size_bytes = saki::shortened(*plan, Fault::ShortWrite, size_bytes);
  }
  return saki::write_piece(socket, bytes, size_bytes, flags);
}

extern "C" ssize_t sendmsg(int socket, const msghdr* message, int flags) {
  if (FaultPlan* const plan = FaultPlan::current()) {
    if (const int error_number = saki::failure(*plan, Fault::ResetOnWrite)) return saki::fail_with(error_number);
    const iovec* const end = message->msg_iov + message->msg_iovlen;
    const iovec* const first =
        std::find_if(message->msg_iov, const_cast<iovec*>(end), [](const iovec& piece) { return piece.iov_len > 0; });
    if (first != end && plan->befalls(Fault::ShortWrite)) {
      return saki::write_piece(socket, first->iov_base, plan->between(1, first->iov_len), flags);
    }
  }
  return saki::kernel()(SYS_sendmsg, socket, message, flags);
}

extern "C" ssize_t sendfile64(int socket, int file, off64_t* offset, size_t count_bytes) noexcept {
  if (FaultPlan* const plan = FaultPlan::current()) {
    if (const int error_number = saki::failure(*plan, Fault::ResetOnWrite)) return saki::fail_with(error_number);
    count_bytes = saki::shortened(*plan, Fault::ShortFile, count_bytes);
  }
#ifdef SYS_sendfile64
  return saki::kernel()(SYS_sendfile64, socket, file, offset, count_bytes);
#else
  return saki::kernel()(SYS_sendfile, socket, file, offset, count_bytes);
#endif
}

extern "C" int accept4(int listener, sockaddr* address, socklen_t* size_bytes, int flags) {
  if (FaultPlan* const plan = FaultPlan::current()) {
    if (plan->befalls(Fault::Interrupted)) return static_cast<int>(saki::fail_with(EINTR));
    if (plan->befalls(Fault::OutOfDescriptors)) return static_cast<int>(saki::fail_with(EMFILE));
    if (plan->befalls(Fault::OutOfMemory)) return static_cast<int>(saki::fail_with(ENOMEM));
  }
  return static_cast<int>(saki::kernel()(SYS_accept4, listener, address, size_bytes, flags));
}

extern "C" long syscall(long number, ...) noexcept {
  std::array<long, 6> values;
  va_list arguments;
  va_start(arguments, number);
  for (long& value : values) value = va_arg(arguments, long);
  va_end(arguments);
  const auto [first, second, third, fourth, fifth, sixth] = values;
  if (number == SYS_recvfrom)
    return recv(static_cast<int>(first), reinterpret_cast<void*>(second), static_cast<size_t>(third), static_cast<int>(fourth));
  if (number == SYS_sendto)
    return send(static_cast<int>(first), reinterpret_cast<const void*>(second), static_cast<size_t>(third), static_cast<int>(fourth));
  return saki::kernel()(number, first, second, third, fourth, fifth, sixth);
}
