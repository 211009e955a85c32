// SPDX-License-Identifier: Apache-2.0
//
// Http1Connection: one HTTP/1 connection, from its first byte to its last. Between two requests this object is all there is of it.
//
// When something arrives, a session is borrowed and serves it within the same callback: no coroutine, no timer of its own. Only what has
// to wait goes on in a coroutine, until the connection is idle again or over.
#pragma once

#include <memory>

#include "http/connection_place.h"
#include "http/http1_session.h"
#include "http/served_tls.h"
#include "net/socket_io.h"
#include "saki/base/file_descriptor.h"
#include "saki/base/intrusive_list.h"
#include "saki/loop/descriptor_watcher.h"

namespace saki::http {

class Http1Connection final : private DescriptorWatcher, public ListLink<> {  // Affinity: loop. On the heap; ends by itself.
 public:
  // `socket` is connected and non-blocking. With `tls` a handshake comes first, which goes on in its turn once something is received.
  Http1Connection(HttpWorker& worker, std::uint64_t id, FileDescriptor socket, ConnectionPlace place,
                  std::unique_ptr<ServedTls> tls = nullptr);
  ~Http1Connection() override;

  void serve() noexcept;  // What has come, if something has. May destroy this.
  void settle(Http1Session::Rest rest);  // Goes on where its session stopped. May destroy this.
  void end() noexcept { delete this; }  // For its successor.
  [[nodiscard]] Successor& successor() noexcept { return *successor_; }  // Once the protocol was switched.
  [[nodiscard]] bool has_unread() const noexcept;  // Something has come, be it the end. One system call; for one that is idle.
  [[nodiscard]] bool idle() const noexcept { return session_ == nullptr; }
  [[nodiscard]] int descriptor() const noexcept { return socket_.get(); }
  [[nodiscard]] Transport* transport() const noexcept { return tls_.get(); }  // Null for plain system calls.
  [[nodiscard]] bool answers_for(std::string_view host) const noexcept { return tls_ == nullptr || tls_->session().answers_for(host); }
  [[nodiscard]] const TlsInfo* tls() noexcept;  // Null as well where there is no memory for it.
  [[nodiscard]] HttpWorker& worker() const noexcept { return worker_; }
  [[nodiscard]] std::uint64_t id() const noexcept { return id_; }
  [[nodiscard]] const Address& client();  // Found once, then kept.
  [[nodiscard]] std::uint64_t request_count() const noexcept { return request_count_; }
  void count_request() noexcept { ++request_count_; }

  // What has come, decrypted. Before the handshake is done nothing has.
  [[nodiscard]] IoCount receive(MutableBytes into) noexcept {
    if (tls_ != nullptr) [[unlikely]]
      return receive_encrypted(into);
    return read_socket(socket_.get(), into);
  }
  // After an error of receive(): goes on without TLS where the client knows nothing of it, and tells how much of its text is put into
  // `into`. 0 for any other error.
  [[nodiscard]] std::size_t fall_back_to_plain(MutableBytes into) noexcept;

  // When the time for the next request, or the first, is over.
  [[nodiscard]] MonotonicTime deadline() const noexcept { return deadline_; }
  void set_deadline(MonotonicTime when) noexcept { deadline_ = when; }

  // The socket, with what is told of it: to a stream that can wait, and back.
  void lend_socket(std::optional<Stream>& stream) noexcept {
    stream.emplace(static_cast<DescriptorWatcher&>(*this), std::move(socket_), "http");
    stream->set_transport(tls_.get());
  }
  void take_socket(Stream& stream) noexcept { socket_ = stream.give_to(*this); }

 private:
  void on_ready(Readiness) override;
  void on_refused(Error) override { delete this; }
  [[gnu::always_inline]] inline void serve_here() noexcept;
  [[gnu::always_inline]] inline void await_next();
  [[gnu::always_inline]] inline void give_session_back() noexcept;
  void hand_on();
  void watch();
  [[nodiscard]] Readiness wanted_encrypted() const noexcept;
  [[nodiscard]] IoCount receive_encrypted(MutableBytes into) noexcept;
  [[nodiscard]] bool takes_turn() noexcept;  // For the next step of its handshake.
  void leave_tls() noexcept;

  FileDescriptor socket_;  // The session's stream has it while one does.
  HttpWorker& worker_;
  MonotonicTime deadline_ = MonotonicTime::max();
  std::uint64_t id_;
  std::uint64_t request_count_ = 0;
  ConnectionPlace place_;
  std::unique_ptr<ServedTls> tls_;  // Null for plain text.
  std::unique_ptr<const Address> client_;  // Once an access log has asked.
  std::unique_ptr<Http1Session> session_;  // While a request is on its way.
  std::unique_ptr<Successor> successor_;   // Once the protocol was switched: it has the socket.
};

}  // namespace saki::http
