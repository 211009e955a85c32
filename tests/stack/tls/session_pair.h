// SPDX-License-Identifier: Apache-2.0
//
// SessionPair: the two ends of an encrypted connection, joined by memory that can be cut, filled up and tampered with.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string>
#include <string_view>

#include "support/test_tls.h"
#include "tls/tls_session.h"

namespace saki {

// One direction.
struct Pipe {
  std::string bytes;                  // Sent and not received.
  std::size_t room = SIZE_MAX;        // For so many of them.
  std::size_t most_at_once = SIZE_MAX;
  std::size_t left = SIZE_MAX;        // So many more are delivered, for now.
  bool ended = false;
  bool broken = false;  // Nobody receives any more.
};

class PipeCarrier final : public TlsCarrier {
 public:
  PipeCarrier(Pipe& in, Pipe& out) noexcept : in_(in), out_(out) {}

  std::ptrdiff_t receive(MutableBytes into) noexcept override {
    ++receives;
    const std::size_t count = std::min({into.size(), in_.bytes.size(), in_.most_at_once, in_.left});
    if (count == 0) return in_.ended && in_.bytes.empty() ? 0 : -EAGAIN;
    std::memcpy(into.data(), in_.bytes.data(), count);
    in_.bytes.erase(0, count);
    if (in_.left != SIZE_MAX) in_.left -= count;
    return static_cast<std::ptrdiff_t>(count);
  }
  std::ptrdiff_t send(ByteView bytes) noexcept override {
    ++sends;
    const std::size_t count = std::min(bytes.size(), out_.room - std::min(out_.room, out_.bytes.size()));
    if (out_.broken) return -EPIPE;
    if (count == 0) return -EAGAIN;
    out_.bytes += as_text(bytes.first(count));
    return static_cast<std::ptrdiff_t>(count);
  }

  int receives = 0;
  int sends = 0;

 private:
  Pipe& in_;
  Pipe& out_;
};

class SessionPair {
 public:
  explicit SessionPair(const TestTls& tls = TestTls::usual(), const std::string& host = TestTls::kHost)
      : server(*tls.server), client(*tls.client, host) {}

  // Until both have done what they can.
  void shake_hands() {
    for (int turn = 0; turn < 8; ++turn) {
      client_outcome = client.shake_hands(of_client);
      server_outcome = server.shake_hands(of_server);
    }
  }

  [[nodiscard]] static std::ptrdiff_t send(TlsSession& from, PipeCarrier& carrier, std::string_view text) {
    const iovec piece{const_cast<char*>(text.data()), text.size()};  // Only read.
    return from.write(carrier, {&piece, 1});
  }
  [[nodiscard]] std::ptrdiff_t client_sends(std::string_view text) { return send(client, of_client, text); }
  [[nodiscard]] std::ptrdiff_t server_sends(std::string_view text) { return send(server, of_server, text); }

  // What `by` finds, at most `most` bytes; "!" and an errno where it finds none.
  [[nodiscard]] static std::string read(TlsSession& by, PipeCarrier& carrier, std::size_t most) {
    std::string text(most, '\0');
    const std::ptrdiff_t count = by.read(carrier, {reinterpret_cast<std::byte*>(text.data()), text.size()});
    if (count < 0) return "!" + std::string(::strerrorname_np(static_cast<int>(-count)));
    text.resize(static_cast<std::size_t>(count));
    return text;
  }
  [[nodiscard]] std::string server_reads(std::size_t most = 16384) { return read(server, of_server, most); }
  [[nodiscard]] std::string client_reads(std::size_t most = 16384) { return read(client, of_client, most); }

  Pipe to_server;
  Pipe to_client;
  TlsSession server;
  TlsSession client;
  PipeCarrier of_server{to_server, to_client};
  PipeCarrier of_client{to_client, to_server};
  std::ptrdiff_t client_outcome = -EAGAIN;
  std::ptrdiff_t server_outcome = -EAGAIN;
};

}  // namespace saki
