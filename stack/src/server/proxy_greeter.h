// SPDX-License-Identifier: Apache-2.0
//
// ProxyGreeter: lets connections in on listeners where a proxy has to say whose they are. One that does not, or is not trusted to, is
// closed without an answer: whoever sits there is no client of this service.
#pragma once

#include "http/http_worker.h"
#include "saki/base/file_descriptor.h"
#include "saki/log/log_pace.h"
#include "saki/log/log_stream.h"

namespace saki {

class ProxyGreeter {  // Affinity: loop. Outlives its tasks, and what it is given outlives it.
 public:
  ProxyGreeter(http::HttpWorker& worker, LogStream& log) noexcept : worker_(worker), log_(log) {}

  // Receives the header at the front of a connection, within Timeouts::head, and keeps it for the connection of that id. True where it may
  // be served. `socket` outlives the task.
  [[nodiscard]] Task<bool> greet(const FileDescriptor& socket, std::uint64_t connection_id);

 private:
  void refuse(const Address& peer, std::string_view reason);

  http::HttpWorker& worker_;
  LogStream& log_;
  LogPace pace_;
};

}  // namespace saki
