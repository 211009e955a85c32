// SPDX-License-Identifier: Apache-2.0
//
// Client: asks servers over HTTP/1.1, by connections that are kept and shared.
//
// Each origin has its connections, opened when needed, at most so many for one origin and for all; who comes when all are in use waits
// in order. A kept connection that the server has closed meanwhile is not mistaken for a failure: a request that may be repeated is sent
// once more, on a new one. What a request does not use within its deadlines is given back whatever happens: cancelling or dropping a task
// at any wait closes its connection and nothing else.
#pragma once

#include <memory>

#include "saki/client/answer.h"
#include "saki/client/proxy_rules.h"
#include "saki/client/request.h"
#include "saki/net/resolver.h"
#include "saki/tls/tls_client_context.h"

namespace saki::client {

struct ClientOptions {
  ClientLimits limits;
  ClientTimeouts timeouts;
  ProxyRules proxies;
  std::shared_ptr<const TlsClientContext> tls{};  // For https; without one, NotSecured.
  std::string user_agent = "saki";
  std::uint64_t expect_continue_bytes = 1024 * 1024;  // Content from this length on, or of none, waits for 100 (Continue).
};

struct ClientCounts {
  std::uint64_t requests = 0;
  std::uint64_t connections_opened = 0;
  std::uint64_t connections_reused = 0;
  std::uint64_t stale_retries = 0;  // Requests sent again since a kept connection had been closed.
  std::uint32_t connections = 0;    // Now.
  std::uint32_t idle = 0;           // Among them.
  std::uint32_t waiting = 0;        // Requests, now.
};

class Client {  // Affinity: loop.
 public:
  // `resolver` outlives the client. A user_agent that is no field value makes every request a malformed one.
  Client(Loop& loop, Resolver& resolver, ClientOptions options);
  ~Client();  // Its answers and the tasks of send() have ended.
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  // Sends `request` and waits for the head of its answer, interim ones passed over. The content follows by Answer::read.
  //
  // Fails with the phase it was in and the place it was about: Preparing (MalformedMethod, MalformedRequestField); Waiting (Timeout;
  // Exhausted with ClientLimits::waiting_requests before it); Resolving, Connecting, Tunnelling, Securing, Sending, Answering (Timeout at
  // the phase's bound or past ClientTimeouts::whole, System, and what ClientFault and http::Refusal name); any: Cancelled.
  // `request` outlives the answer.
  [[nodiscard]] Task<Outcome<Answer>> send(const Request& request);

  void close_idle() noexcept;
  [[nodiscard]] ClientCounts counts() const noexcept;

  class Impl;

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace saki::client
