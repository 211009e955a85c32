// SPDX-License-Identifier: Apache-2.0
#include "handlers.h"
#include "saki/room.h"

// Tells all that are there, and answers how many those are.
saki::Task<std::uint64_t> handlers::tell_room(saki::Request& request, std::string name, std::string body) {
  const saki::Room<> room(request, name);
  room.send(body);
  co_return co_await room.count();
}
