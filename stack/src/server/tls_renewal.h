// SPDX-License-Identifier: Apache-2.0
//
// TlsRenewal: keeps the workers' TLS context as new as its files.
//
// The files are looked at now and then rather than watched: they are few, and what replaces them is seldom a plain write: a link is set
// anew, a folder is exchanged, a volume is mounted. A change counts once two looks have found the same, since a certificate and its key
// are not replaced in one step. What is wrong with the new files is logged, and the old ones stay in use.
#pragma once

#include <memory>
#include <vector>

#include "saki/log/log.h"
#include "saki/loop/timer.h"
#include "saki/tls/tls_context.h"
#include "tls/file_trace.h"
#include "tls/tls_ticket_keys.h"

namespace saki {

class TlsTaker {  // Affinity: the renewal's loop.
 public:
  virtual void use(const std::shared_ptr<const TlsContext>& context) = 0;  // For connections to come.

 protected:
  ~TlsTaker() = default;
};

class TlsRenewal final : private Timer {  // Affinity: loop. All that it is given outlives it.
 public:
  TlsRenewal(Loop& loop, const TlsOptions& options, LogStream& log, TlsTaker& taker);

  void share_tickets(FileDescriptor memory);  // With other processes; before open().
  bool open(Diagnostics& diagnostics);  // Reads the files. False where something is wrong with them.
  void begin();                         // Hands over what was opened, and looks for changes from now on.
  void renew();                         // Reads them again, changed or not. Nothing before begin() or after end().
  void end() noexcept;

 private:
  void expire() override;
  void tell(const Diagnostics& diagnostics);
  void tell_of_expiry();  // Once a day.

  const TlsOptions& options_;
  LogStream& log_;
  TlsTaker& taker_;
  const std::shared_ptr<TlsTicketKeys> tickets_;  // Of all contexts: who was here before a renewal may come back after it.
  std::shared_ptr<const TlsContext> context_;
  std::vector<std::string> paths_;
  FileTraces read_;  // What the files were like when they were read last.
  FileTraces seen_;  // At the last look.
  MonotonicTime told_of_expiry_{};
  bool running_ = false;
};

}  // namespace saki
