// SPDX-License-Identifier: Apache-2.0
//
// WireBench: a worker without a network. Each connection is one end of a socket pair; the other end is the test's. Time stands still
// until it is moved. Plain text, or TLS once encrypt() was called.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/http_worker.h"
#include "net/tls_transport.h"
#include "saki/base/file_descriptor.h"
#include "support/test_tls.h"

namespace saki::http {

class WireBench {
 public:
  explicit WireBench(Handler& handler, const Limits& limits = {}, const Timeouts& timeouts = {});
  ~WireBench();

  class Client {
   public:
    Client(WireBench& bench, FileDescriptor socket) : bench_(bench), socket_(std::move(socket)) {}

    // Goes on encrypted, as a client that asks for `host`. False where the handshake does not come to its end.
    bool start_tls(const TestTls& tls, const std::string& host = TestTls::kHost);
    void greet(const TestTls& tls, const std::string& host = TestTls::kHost);  // Its first step alone; the worker is not let do anything.
    bool finish_tls();  // The others.

    void send(std::string_view bytes);  // A record of its own, where there are any. Then lets the worker do what it can.
    std::size_t try_send(std::string_view bytes);  // As much as the socket takes at once; how much that was.
    std::string_view receive();  // Everything that has come so far.
    [[nodiscard]] bool ended() const { return ended_; }  // The worker has finished sending. As of the last receive().
    [[nodiscard]] bool was_reset() const { return reset_; }
    void receive_some(std::size_t count);  // At most so many bytes.
    void shut_send();
    void close();
    [[nodiscard]] int descriptor() const { return socket_.get(); }
    [[nodiscard]] TlsTransport& tls() { return *tls_; }

   private:
    [[nodiscard]] IoCount send_some(std::string_view bytes);
    [[nodiscard]] IoCount receive_some(MutableBytes into);

    WireBench& bench_;
    FileDescriptor socket_;
    std::unique_ptr<TlsTransport> tls_;
    std::string received_;
    bool ended_ = false;
    bool reset_ = false;
  };

  void encrypt(const TestTls& tls = TestTls::usual());  // Connections from here on.
  [[nodiscard]] Client connect();  // Past its handshake, if there is one.
  [[nodiscard]] Client connect_raw();  // Before it.
  void settle();  // Turns until everything waits.
  void advance(Duration step);  // Moves time, then settles.

  [[nodiscard]] HttpWorker& worker() { return worker_; }
  [[nodiscard]] Loop& loop() { return *loop_; }
  [[nodiscard]] std::size_t connections() const { return worker_.connections.count(); }
  // Blocks that connections hold. The one that a session keeps at hand is none of them.
  [[nodiscard]] std::size_t held_blocks() {
    worker_.sessions.give_up_spare(1);
    return worker_.buffers.in_use();
  }
  void cancel_all() { worker_.connections.cancel(); }

 private:
  ManualClock clock_;
  std::unique_ptr<Loop> loop_;
  LoopBinding binding_;
  BlockingPool blocking_;
  Limits limits_;
  Timeouts timeouts_;
  HttpWorker worker_;
  const TestTls* tls_ = nullptr;
};

}  // namespace saki::http
