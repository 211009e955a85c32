// SPDX-License-Identifier: Apache-2.0
//
// Stream: a connected, ordered, reliable byte stream; non-blocking; one type whatever carries it.
//
// Level-triggered without waste: after a short read the socket is known to be empty and is not read again before the kernel says so; the
// read interest stays registered, so steady traffic needs no epoll_ctl. When data arrives that nobody waits for, the interest is dropped
// until somebody does. One reader and one writer may wait at the same time. A peer that keeps both directions ready does not keep the loop:
// after some operations that need no waiting the next one goes through the ready queue.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "saki/base/file_descriptor.h"
#include "saki/base/result.h"
#include "saki/loop/descriptor_watcher.h"
#include "saki/loop/timer.h"
#include "saki/net/address.h"
#include "saki/net/buffer.h"
#include "saki/task/task.h"

namespace saki {

class TlsClientContext;
class TlsContext;
class TlsTransport;
class Transport;
struct TlsInfo;

// Told when the other side leaves while nobody reads.
class PeerObserver {
 public:
  virtual ~PeerObserver() = default;
  virtual void on_peer_done() = 0;  // It will send no more (FIN); it may still read. Told once.
  virtual void on_peer_broken() = 0;  // Reset: both directions are over. May destroy the stream.
};

class Stream final : private DescriptorWatcher, private Timer {  // Affinity: loop.
 public:
  // `socket` is connected and non-blocking.
  Stream(Loop& loop, FileDescriptor socket, const char* name = "stream") noexcept;
  // Goes on with the socket of somebody who watched it for the same things, and gives it back. Nobody waits then.
  Stream(DescriptorWatcher& predecessor, FileDescriptor socket, const char* name = "stream") noexcept;
  [[nodiscard]] FileDescriptor give_to(DescriptorWatcher& successor) noexcept;
  ~Stream() override;  // Nobody waits any more.

  // What is watched for as long as nothing more is wanted.
  static constexpr Readiness kUsualInterest = Readiness::Read | Readiness::PeerDone;

  // Connects. Errors: System (refused, unreachable …), Timeout after `limit`, Cancelled.
  [[nodiscard]] static Task<Result<std::unique_ptr<Stream>>> connect(Loop& loop, Address address, Duration limit);

  class Operation;
  class Receive;
  class ReceiveInto;
  class Send;
  class SendSlice;

  // Reads what is there, into a block taken from `pool` only once there is something, or appends to the room left in `buffer`.
  //
  // Returns the count of bytes added to `buffer`; 0 at the orderly end. `buffer` must be empty-handed or have room.
  // Errors: System (reset …); Timeout when read_deadline passes; Cancelled; Closed.
  [[nodiscard]] Receive receive(Buffer& buffer, BufferPool& pool) noexcept;

  // Reads up to `into.size()` bytes, at least 1, as above, without a block between.
  [[nodiscard]] ReceiveInto receive_into(MutableBytes into) noexcept;

  // Writes all of `pieces`, in order, waiting while the socket is full. The views, and the array of them, stay valid until it has ended.
  //
  // Returns nothing. Errors: System (EPIPE, reset …), Timeout when write_deadline passes, Cancelled: some bytes may have left; Closed.
  [[nodiscard]] Send send(ByteView bytes) noexcept;
  [[nodiscard]] Send send(std::span<const ByteView> pieces) noexcept;

  // Sends `count_bytes` of `file` from `offset` by sendfile(2), in slices of 256 KiB between which other events have their turn.
  // A part of the file that is not in memory is read from the disk meanwhile, on this thread. The process ignores SIGPIPE, which sendfile
  // cannot be kept from raising; a Server sees to that.
  // Errors: as send; Closed when the file ends early.
  [[nodiscard]] Task<Result<>> send_file(int file, std::uint64_t offset, std::uint64_t count_bytes);

  // Goes on encrypted, once both sides have shaken hands within the deadlines of reading and writing: as the server that `context` makes of
  // it, or as a client that believes in nobody but `host`, a name or an IP address without brackets. Nobody waits then. What was received
  // before came from anybody: the caller drops it.
  //
  // Errors: those of TlsFault; Invalid for a host that cannot be one, or a stream that is encrypted already; and as receive and send.
  // After an error the stream is of no use any more.
  [[nodiscard]] Task<Result<>> start_tls(std::shared_ptr<const TlsContext> context);
  [[nodiscard]] Task<Result<>> start_tls(std::shared_ptr<const TlsClientContext> context, std::string host);
  // What was settled on; null before that. Lives as long as the stream.
  [[nodiscard]] const TlsInfo* tls() const;

  // When a waiting receive or send gives up. One store per change; MonotonicTime::max() for never. Once passed, what is ready is still
  // done, what would have to wait ends with Timeout.
  void set_read_deadline(MonotonicTime when);
  void set_write_deadline(MonotonicTime when);

  // Tells `observer` (or nobody, for null) when the peer leaves while no receive waits. Interest in reading is kept up for it.
  void observe_peer(PeerObserver* observer);

  void shutdown_send() noexcept;  // FIN after what was sent.
  void close() noexcept;  // At once; waits end with Closed.
  void reset() noexcept;  // RST instead of FIN.
  [[nodiscard]] bool is_open() const noexcept { return static_cast<bool>(socket_); }
  // Nothing has come since the last byte that was received, nor the end; for who kept a connection and wants it again. A byte that has
  // come is lost: it was not asked for. One system call.
  [[nodiscard]] bool is_quiet() noexcept;
  [[nodiscard]] int descriptor() const noexcept { return socket_.get(); }
  [[nodiscard]] Loop& loop() const noexcept { return DescriptorWatcher::loop(); }
  [[nodiscard]] Address peer_address() const noexcept;  // One system call each.
  [[nodiscard]] Address local_address() const noexcept;
  [[nodiscard]] std::uint64_t unsent_bytes() const noexcept;  // Of those sent: what the peer's side has not taken yet. Another one.

  // Carries the bytes by `transport` from here on, or by plain system calls again for null. For the rooms of the stack.
  void set_transport(Transport* transport) noexcept { transport_ = transport; }
  [[nodiscard]] Transport* transport() const noexcept { return transport_; }

 private:
  class Connecting;
  class ShakingHands;
  [[nodiscard]] Task<Result<>> shake_hands(std::unique_ptr<TlsTransport> transport);

  // One direction.
  struct Side {
    Operation* waiting = nullptr;
    MonotonicTime deadline = MonotonicTime::max();
    bool ready = true;  // Not known to be empty (or full): worth a system call.
  };

  void on_ready(Readiness readiness) override;
  void on_rarely_ready(Readiness readiness);
  void on_refused(Error error) override;
  void expire() override;

  void want(Readiness more);
  void drop(Readiness less);
  void arm(MonotonicTime when);
  void note_broken() noexcept;
  void watch_for_the_rest();
  void note_peer_done();
  [[nodiscard]] Operation* take_ended(Side& side) noexcept;
  [[nodiscard]] Operation* take_late(Side& side) noexcept;
  void end_waits(Error error) noexcept;
  void tell_observer(Readiness readiness);

  FileDescriptor socket_;
  std::int32_t error_ = 0;  // errno of what broke the socket.
  std::uint8_t at_once_ = 0;  // Operations that ended without waiting, in a row.
  bool started_tls_ = false;  // `transport_` is the stream's own TlsTransport.
  Side reading_;
  Side writing_;
  PeerObserver* observer_ = nullptr;
  Transport* transport_ = nullptr;
};

// What waits in one direction of a stream. Tried when awaited and again whenever the socket is ready, until it has ended.
class Stream::Operation : public Wait {  // Affinity: loop.
 public:
  ~Operation() override { withdraw(); }
  bool await_ready() const noexcept { return false; }  // The line of execution is asked first: it may be cancelled.
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> caller) {
    return suspend(caller) && begin();
  }

 protected:
  friend class Stream;
  Operation(Stream& stream, Side& side) noexcept : stream_(stream), side_(side) {}

  // One try; false when the socket is not ready, else `outcome_` is set.
  [[nodiscard]] virtual bool attempt() noexcept = 0;
  [[nodiscard]] bool begin();  // False when it has ended already.
  [[nodiscard]] bool refuse(Error error) noexcept;
  [[nodiscard]] bool end_at_once() noexcept;
  [[nodiscard]] bool not_ready() noexcept;
  [[nodiscard]] Result<std::size_t> outcome() const noexcept;
  void withdraw() noexcept override;

  // The stream's, for operations.
  [[nodiscard]] std::ptrdiff_t read(MutableBytes into) noexcept;
  [[nodiscard]] bool end_read(std::ptrdiff_t count, std::size_t asked_bytes) noexcept;
  [[nodiscard]] bool end_failed(int error_number) noexcept;

  Stream& stream_;
  Side& side_;
  Result<std::size_t> outcome_{0};
};

class Stream::Receive final : public Operation {
 public:
  Receive(Stream& stream, Buffer& buffer, BufferPool& pool) noexcept : Operation(stream, stream.reading_), buffer_(buffer), pool_(pool) {}
  [[nodiscard]] Result<std::size_t> await_resume() const noexcept { return outcome(); }

 private:
  bool attempt() noexcept override;
  Buffer& buffer_;
  BufferPool& pool_;
};

class Stream::ReceiveInto final : public Operation {
 public:
  ReceiveInto(Stream& stream, MutableBytes into) noexcept : Operation(stream, stream.reading_), into_(into) {}
  [[nodiscard]] Result<std::size_t> await_resume() const noexcept { return outcome(); }

 private:
  bool attempt() noexcept override;
  MutableBytes into_;
};

class Stream::Send final : public Operation {
 public:
  Send(Stream& stream, ByteView bytes) noexcept : Operation(stream, stream.writing_), single_(bytes), pieces_(&single_, 1) {}
  Send(Stream& stream, std::span<const ByteView> pieces) noexcept : Operation(stream, stream.writing_), pieces_(pieces) {}
  [[nodiscard]] Result<> await_resume() const noexcept;

  [[nodiscard]] std::uint64_t left_bytes() const noexcept;  // Not given to the socket yet.

  // After Timeout: it may be awaited again, for the rest.
  void go_on() noexcept { outcome_ = std::size_t{0}; }

 private:
  bool attempt() noexcept override;
  [[nodiscard]] std::ptrdiff_t write_some(std::size_t& asked_bytes) noexcept;
  void advance(std::size_t count) noexcept;

  ByteView single_;
  std::span<const ByteView> pieces_;
  std::size_t skip_ = 0;  // Bytes of the first piece that have left.
};

inline Stream::Receive Stream::receive(Buffer& buffer, BufferPool& pool) noexcept { return {*this, buffer, pool}; }
inline Stream::ReceiveInto Stream::receive_into(MutableBytes into) noexcept { return {*this, into}; }
inline Stream::Send Stream::send(ByteView bytes) noexcept { return {*this, bytes}; }
inline Stream::Send Stream::send(std::span<const ByteView> pieces) noexcept { return {*this, pieces}; }

}  // namespace saki
