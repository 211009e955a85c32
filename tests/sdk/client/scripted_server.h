// SPDX-License-Identifier: Apache-2.0
//
// ScriptedServer: a server on loopback that gives prepared answers, one for each request, and remembers what it was asked.
#pragma once

#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace saki {

// What one request is answered with.
struct Reply {
  std::string bytes;    // As they go onto the wire; empty: the connection is closed without a word.
  bool then_close = false;
  bool never = false;   // No answer comes; the connection stays open until the server ends.
  bool opens_socket = false;  // 101 first; all that comes then is remembered like a request.
};

class ScriptedServer {  // Affinity: any.
 public:
  ScriptedServer();
  ~ScriptedServer();
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;

  // The answers, in the order of the requests. The last one is given again and again.
  void script(std::vector<Reply> replies);

  [[nodiscard]] std::string url(std::string_view target = "/") const {
    return "http://127.0.0.1:" + std::to_string(port_) + std::string(target);
  }
  [[nodiscard]] std::vector<std::string> asked() const;  // Heads with their content.

 private:
  void serve();
  void serve_connection(int connection);
  [[nodiscard]] Reply next(std::string request);
  void remember(std::string received);

  int listener_;
  int port_ = 0;
  mutable std::mutex mutex_;
  std::vector<Reply> replies_;
  std::vector<std::string> asked_;
  std::vector<int> connections_;
  std::vector<std::thread> threads_;
  bool ended_ = false;
  std::thread acceptor_;
};

// "HTTP/1.1 200 OK" with a length and, where given, fields that each end with CRLF.
[[nodiscard]] Reply reply(int status, std::string_view content = {}, std::string_view fields = {});

}  // namespace saki
