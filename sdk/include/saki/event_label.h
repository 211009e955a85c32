// SPDX-License-Identifier: Apache-2.0
//
// EventLabel: what a server-sent event may carry besides its data.
//
//   co_await stream.send(note, EventLabel("created"));        // event: created
//   co_await stream.send(note, EventLabel("created", "17"));  // and id: 17, told back in Last-Event-ID
#pragma once

#include <string>
#include <string_view>
#include <type_traits>

namespace saki {

class EventLabel {  // Affinity: one thread. A value.
 public:
  EventLabel() noexcept = default;

  // Throws InvalidField for a line break in either, and for a NUL in the id. A page listens to the name; without one it is "message".
  explicit EventLabel(std::string_view name, std::string_view id = {});

  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] const std::string& id() const noexcept { return id_; }

 private:
  std::string name_;
  std::string id_;
};

static_assert(!std::is_aggregate_v<EventLabel>, "labels are passed in awaited calls");

}  // namespace saki
