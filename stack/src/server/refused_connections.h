// SPDX-License-Identifier: Apache-2.0
//
// RefusedConnections: what becomes of connections that there is no place for: an answer, sent without waiting, or a reset.
//
// An answered connection is kept for a moment: were it closed with the client's request unread, the reset that follows could overtake the
// answer. It is kept in one of a few slots. An empty slot holds a descriptor of no use, which is given up when the process has none left:
// so a connection can be taken from the kernel and refused even then, where one that waits for ever would wake the loop for ever.
#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string>

#include "saki/base/file_descriptor.h"
#include "saki/loop/timer.h"
#include "saki/server/accept_options.h"
#include "server/preface.h"

namespace saki {

class RefusedConnections final : private Timer {  // Affinity: loop.
 public:
  static constexpr std::size_t kSlots = 8;

  RefusedConnections(Loop& loop, const AcceptOptions& options, Duration linger);

  void reserve() noexcept;  // Fills the slots: from here on it can refuse without a descriptor to spare.
  void refuse(FileDescriptor socket, const Preface& preface) noexcept;

  // Takes one connection from `listener` by giving up a slot's descriptor, and refuses it. False where there is none, or even that fails.
  [[nodiscard]] bool refuse_from(int listener, const Preface& preface) noexcept;

 private:
  struct Slot {
    FileDescriptor descriptor;
    std::optional<MonotonicTime> until;  // Of a refused connection; none: the slot is empty.
  };

  void expire() override;
  [[nodiscard]] bool send_answer(int socket, const Preface& preface) const noexcept;
  void put(Slot& slot, FileDescriptor socket) noexcept;
  void linger_in(Slot& slot) noexcept;
  void empty(Slot& slot) noexcept;
  [[nodiscard]] Slot& next_slot() noexcept;

  const bool answers_;
  const std::string answer_;
  const Duration linger_;
  FileDescriptor of_no_use_;
  std::array<Slot, kSlots> slots_;
  std::size_t next_ = 0;
};

}  // namespace saki
