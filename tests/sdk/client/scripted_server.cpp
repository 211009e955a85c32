// SPDX-License-Identifier: Apache-2.0
#include "scripted_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <utility>

#include "http/web_socket_key.h"

namespace saki {
namespace {

constexpr std::string_view kLength = "Content-Length: ";

// A request with content of a told length; empty at the connection's end. What is behind it stays in `buffer`.
std::string read_request(int connection, std::string& buffer) {
  while (true) {
    const std::size_t head_end = buffer.find("\r\n\r\n");
    if (head_end != std::string::npos) {
      const std::size_t told = buffer.substr(0, head_end).find(kLength);
      const std::size_t length = told == std::string::npos ? 0 : std::strtoul(buffer.c_str() + told + kLength.size(), nullptr, 10);
      if (buffer.size() >= head_end + 4 + length) {
        std::string request = buffer.substr(0, head_end + 4 + length);
        buffer.erase(0, request.size());
        return request;
      }
    }
    std::array<char, 4096> block;
    const ssize_t count = ::recv(connection, block.data(), block.size(), 0);
    if (count <= 0) return {};
    buffer.append(block.data(), static_cast<std::size_t>(count));
  }
}

// What answers the handshake that `request` is.
std::string switching(std::string_view request) {
  constexpr std::string_view kKey = "Sec-WebSocket-Key: ";
  const std::size_t at = request.find(kKey) + kKey.size();
  return "HTTP/1.1 101 X\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: " +
         http::web_socket_accept(request.substr(at, request.find('\r', at) - at)) + "\r\n\r\n";
}

std::string read_to_the_end(int connection) {
  std::string text;
  std::array<char, 4096> block;
  for (ssize_t count = 0; (count = ::recv(connection, block.data(), block.size(), 0)) > 0;)
    text.append(block.data(), static_cast<std::size_t>(count));
  return text;
}

}  // namespace

ScriptedServer::ScriptedServer() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener_, any, size) != 0 || ::listen(listener_, 16) != 0 || ::getsockname(listener_, any, &size) != 0) std::abort();
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] { serve(); });
}

ScriptedServer::~ScriptedServer() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    for (const int connection : connections_) ::shutdown(connection, SHUT_RDWR);
  }
  ::shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  for (std::thread& thread : threads_) thread.join();
  ::close(listener_);
}

void ScriptedServer::script(std::vector<Reply> replies) {
  const std::lock_guard lock(mutex_);
  replies_ = std::move(replies);
  asked_.clear();
}

std::vector<std::string> ScriptedServer::asked() const {
  const std::lock_guard lock(mutex_);
  return asked_;
}

void ScriptedServer::serve() {
  while (true) {
    const int connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection < 0) return;
    const std::lock_guard lock(mutex_);
    connections_.push_back(connection);
    if (ended_) ::shutdown(connection, SHUT_RDWR);
    threads_.emplace_back([this, connection] { serve_connection(connection); });
  }
}

void ScriptedServer::serve_connection(int connection) {
  std::string buffer;
  for (std::string request; !(request = read_request(connection, buffer)).empty();) {
    Reply answer = next(request);
    if (answer.never) continue;
    if (answer.opens_socket) answer.bytes.insert(0, switching(request));
    if (!answer.bytes.empty()) static_cast<void>(::send(connection, answer.bytes.data(), answer.bytes.size(), MSG_NOSIGNAL));
    if (answer.opens_socket) remember(read_to_the_end(connection));
    if (answer.bytes.empty() || answer.then_close) break;
  }
  const std::lock_guard lock(mutex_);
  std::erase(connections_, connection);
  ::close(connection);
}

void ScriptedServer::remember(std::string received) {
  const std::lock_guard lock(mutex_);
  asked_.push_back(std::move(received));
}

Reply ScriptedServer::next(std::string request) {
  const std::lock_guard lock(mutex_);
  asked_.push_back(std::move(request));
  Reply answer = replies_.front();
  if (replies_.size() > 1) replies_.erase(replies_.begin());
  return answer;
}

Reply reply(int status, std::string_view content, std::string_view fields) {
  Reply answer;
  answer.bytes.append("HTTP/1.1 ").append(std::to_string(status)).append(" X\r\n").append(fields);
  answer.bytes.append("Content-Length: ").append(std::to_string(content.size())).append("\r\n\r\n").append(content);
  return answer;
}

}  // namespace saki
