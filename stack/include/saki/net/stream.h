// SPDX-License-Identifier: Apache-2.0
//
// Stream: a connected, ordered, reliable byte stream; non-blocking; one type whatever carries it.
//
// Level-triggered without waste: after a short read the socket is known to be empty and is not read again before the kernel says so; the
// read interest stays registered, so steady traffic needs no epoll_ctl. When data arrives that nobody waits for, the interest is dropped
// until somebody does. One reader and one writer may wait at the same time.
#pragma once

#include <sys/types.h>

#include <span>

#include "saki/base/file_descriptor.h"
#include "saki/base/result.h"
#include "saki/loop/descriptor_watcher.h"
#include "saki/loop/timer.h"
#include "saki/net/address.h"
#include "saki/net/buffer.h"
#include "saki/task/task.h"

namespace saki {

// Told when the other side leaves while nobody reads.
class PeerObserver {
 public:
  virtual ~PeerObserver() = default;
  virtual void on_peer_done() = 0;    // It will send no more (FIN); it may still read.
  virtual void on_peer_broken() = 0;  // Reset: both directions are over. May destroy the stream.
};

class Stream final : private DescriptorWatcher {  // Affinity: loop.
 public:
  Stream(Loop& loop, FileDescriptor socket, const char* name = "stream") noexcept;
  ~Stream() override;

  // Connects. Errors: System (refused, unreachable …), Timeout after `limit`, Cancelled.
  [[nodiscard]] static Task<Result<std::unique_ptr<Stream>>> connect(Loop& loop, Address address, Duration limit);

  class Receive;
  class Send;

  // Reads what is there, into a block taken from `pool` only once there is something, or appends to the room left in `buffer`.
  //
  // Returns the count of bytes added to `buffer`; 0 at the orderly end. `buffer` must be empty-handed or have room.
  // Errors: System (reset …); Timeout when read_deadline passes; Cancelled; Closed.
  [[nodiscard]] Receive receive(Buffer& buffer, BufferPool& pool) noexcept;

  // Reads up to `into.size()` bytes, as above, without a block between.
  [[nodiscard]] Receive receive_into(MutableBytes into) noexcept;

  // Writes all of `pieces`, in order, waiting while the socket is full. The views stay valid until it has ended.
  //
  // Returns nothing. Errors: System (EPIPE, reset …), Timeout when write_deadline passes, Cancelled: some bytes may have left.
  [[nodiscard]] Send send(ByteView bytes) noexcept;
  [[nodiscard]] Send send(std::span<const ByteView> pieces) noexcept;

  // Sends `count_bytes` of `file` from `offset` by sendfile(2), in slices of 256 KiB between which other events have their turn.
  // Errors: as send; Closed when the file ends early.
  [[nodiscard]] Task<Result<>> send_file(int file, off_t offset, std::uint64_t count_bytes);

  // When a waiting receive or send gives up. One store per change; MonotonicTime::max() for never.
  void set_read_deadline(MonotonicTime when);
  void set_write_deadline(MonotonicTime when);

  // Tells `observer` (or nobody, for null) when the peer leaves while no receive waits. Interest in reading is kept up for it.
  void observe_peer(PeerObserver* observer) noexcept;

  void shutdown_send() noexcept;                     // FIN after what was sent.
  void close() noexcept;                             // At once; waits end with Closed.
  void reset() noexcept;                             // RST instead of FIN.
  [[nodiscard]] bool is_open() const noexcept { return static_cast<bool>(socket_); }
  [[nodiscard]] int descriptor() const noexcept { return socket_.get(); }
  [[nodiscard]] Loop& loop() const noexcept { return DescriptorWatcher::loop(); }
  [[nodiscard]] Address peer_address() const noexcept;   // One system call each.
  [[nodiscard]] Address local_address() const noexcept;
};

}  // namespace saki
