// SPDX-License-Identifier: Apache-2.0
//
// Client: one thread's share of the load, over its own connections.
//
// Cheaper than any server it meets: requests are composed before, sending is one call from the tape, an answer is compared rather
// than parsed, and in steady state the calls are one `recv` and one `send` for each turn of a connection, and an `epoll_wait` for
// all that are ready.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "answer_reader.h"
#include "options.h"
#include "saki/base/file_descriptor.h"
#include "tally.h"
#include "tape.h"
#include "tls_dialler.h"
#include "wire.h"

namespace load {

struct Share {  // What one of the threads has to do.
  std::uint64_t requests = 0;  // 0: until the time is over.
  unsigned connections = 1;
  unsigned number = 0;         // Of the thread.
};

struct Outcome {
  Tally tally;
  std::chrono::nanoseconds elapsed{};
  std::chrono::nanoseconds watched{};  // Processor time of the processes watched, meanwhile.
  std::chrono::nanoseconds own{};      // And of the client itself.
};

class Client {  // Affinity: one thread.
 public:
  // All outlive the client. `echoes`, where answers are known byte by byte, are those to the tape's requests; else null.
  Client(const Options& options, const Tape& tape, const Tape* echoes, const Share& share);
  Client(const Client&) = delete;  // Connections point into it.

  // Loads until the share is done. Connections that are kept alive stay open as long as the client lives.
  [[nodiscard]] Outcome run();

 private:
  using Clock = std::chrono::steady_clock;

  struct Connection {
    Wire wire;
    std::unique_ptr<Reader> reader;
    std::string_view unsent;
    std::string_view behind;     // What follows once the server has agreed to be asked.
    std::size_t place = 0;       // On the tape.
    unsigned outstanding = 0;    // Requests without an answer.
    bool waits_to_send = false;
    bool has_answered = false;   // Ever.
    Clock::time_point sent_at;
  };

  void open_next();
  void dial(Connection& connection);
  void redial(Connection& connection);
  [[nodiscard]] saki::FileDescriptor connect_socket();
  [[nodiscard]] std::unique_ptr<Reader> make_reader();
  void claim_batch(Connection& connection);
  void send_batch(Connection& connection);
  void send_rest(Connection& connection);
  void watch_sending(Connection& connection, bool wanted);
  void serve(Connection& connection, std::uint32_t events);
  void receive(Connection& connection);
  void settle(Connection& connection, unsigned answered, bool ended);
  void give_up(Connection& connection);

  [[nodiscard]] unsigned next_batch() const noexcept;
  [[nodiscard]] bool finished() const noexcept { return share_.requests != 0 && tally_.done() >= share_.requests; }
  void begin_counting();
  void abandon();
  [[nodiscard]] Outcome outcome() const;

  const Options& options_;
  const Tape& tape_;
  const Tape* const echoes_;
  const Share share_;
  Tally tally_;
  Expectation expectation_;
  std::optional<TlsDialler> tls_;
  saki::FileDescriptor epoll_;
  std::vector<Connection> connections_;
  std::vector<char> buffer_;
  std::size_t opened_ = 0;
  unsigned dialled_ = 0;
  Clock::time_point now_;
  Clock::time_point began_;
  std::chrono::nanoseconds watched_at_begin_{};
  std::chrono::nanoseconds own_at_begin_{};
};

}  // namespace load
