// SPDX-License-Identifier: Apache-2.0
#include "handlers.h"
#include "saki/room.h"

saki::Task<> handlers::follow_room(saki::Request& request, saki::EventStream<>& stream, std::string name) {
  const auto seat = saki::Room<>(request, name).join(stream);
  co_await stream.closed();
}
