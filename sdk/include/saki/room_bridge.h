// SPDX-License-Identifier: Apache-2.0
//
// RoomBridge: what a package offers that can carry what is sent to rooms to all processes of a service: `server.rooms.bridge: redis` finds
// the one offered as "redis".
//
//   context.offers().add<RoomBridge>("redis", *this);   // In the package's start().
//
// A process opens one line. What is published on any process's line is heard on all of them, that one included, everywhere in the same
// order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace saki {

class Loop;

// Who is at the end of a line. Affinity: its loop. Not told anything by a call of RoomLine.
class RoomLineListener {
 public:
  // Somebody published this, on whatever process.
  virtual void on_message(std::string_view bytes) = 0;

  // What was published here by that number was not carried, or may have been without being heard here.
  virtual void on_unheard(std::uint64_t number) = 0;

  // What was published by anybody just before may not have been heard.
  virtual void on_gap() = 0;

 protected:
  ~RoomLineListener() = default;
};

class RoomLine {  // Affinity: loop.
 public:
  virtual ~RoomLine() = default;

  // Sends to all processes, in the order of the calls; false where too much waits already. Nobody is waited for.
  [[nodiscard]] virtual bool publish(std::uint64_t number, std::string bytes) = 0;
};

class RoomBridge {  // Affinity: any.
 public:
  // On a worker's loop, between the package's start_worker() and its stop_worker(), in which time it ends. The listener outlives it.
  // `backlog_bytes` bounds what waits to be sent.
  [[nodiscard]] virtual std::unique_ptr<RoomLine> open_line(Loop& loop, RoomLineListener& listener, std::size_t backlog_bytes) = 0;

 protected:
  ~RoomBridge() = default;
};

}  // namespace saki
