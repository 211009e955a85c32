// SPDX-License-Identifier: Apache-2.0
//
// PeerWatch: cancels a handler for which there is nobody left to work, or that has worked for too long.
//
// A reset cancels at once. A client that only closed its side may still read: it is given Timeouts::half_close_grace.
#pragma once

#include "saki/http/limits.h"
#include "saki/loop/timer.h"
#include "saki/net/stream.h"
#include "task/started_task.h"

namespace saki::http {

class PeerWatch final : private PeerObserver {  // Affinity: loop.
 public:
  enum class Verdict : std::uint8_t { None, ClientGone, TooLate };

  // Why it cancelled, if it did, is left in `verdict`. All outlive the watch.
  PeerWatch(Stream& stream, const Timeouts& timeouts, StartedTask& handling, Verdict& verdict);
  ~PeerWatch() { stream_.observe_peer(nullptr); }
  PeerWatch(const PeerWatch&) = delete;
  PeerWatch& operator=(const PeerWatch&) = delete;

  [[nodiscard]] Verdict verdict() const noexcept { return verdict_; }

 private:
  class Alarm final : public Timer {
   public:
    Alarm(PeerWatch& watch, const char* name, Verdict verdict) noexcept
        : Timer(watch.stream_.loop(), name), watch_(watch), verdict_(verdict) {}

   private:
    void expire() override { watch_.cancel(verdict_); }
    PeerWatch& watch_;
    Verdict verdict_;
  };

  void on_peer_done() override;
  void on_peer_broken() override { cancel(Verdict::ClientGone); }
  void cancel(Verdict verdict) noexcept;

  Stream& stream_;
  const Timeouts& timeouts_;
  StartedTask& handling_;
  Verdict& verdict_;
  Alarm grace_{*this, "half_close_grace", Verdict::ClientGone};
  Alarm limit_{*this, "request", Verdict::TooLate};
};

}  // namespace saki::http
