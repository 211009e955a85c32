// SPDX-License-Identifier: Apache-2.0
#include "net/ask_system.h"

#include <netdb.h>

namespace saki {
namespace {

ResolverFault fault_of(int code) noexcept {
  switch (code) {
    case EAI_NONAME:
    case EAI_NODATA: return ResolverFault::NotFound;
    case EAI_AGAIN: return ResolverFault::TryAgain;
    default: return ResolverFault::Failed;
  }
}

}  // namespace

Result<HostAddresses> ask_system_for(const std::string& name) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_ADDRCONFIG;
  addrinfo* first = nullptr;
  if (const int code = ::getaddrinfo(name.c_str(), nullptr, &hints, &first); code != 0) return fail(fault_of(code));
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(first, &::freeaddrinfo);

  HostAddresses addresses;
  for (const addrinfo* entry = first; entry != nullptr; entry = entry->ai_next) {
    const bool usable = entry->ai_family == AF_INET || entry->ai_family == AF_INET6;
    if (usable) addresses.push_back(Address::from_kernel(entry->ai_addr, entry->ai_addrlen));
  }
  if (addresses.empty()) return fail(ResolverFault::NotFound);
  return addresses;
}

}  // namespace saki
