// SPDX-License-Identifier: Apache-2.0
#include "redis_server.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstring>
#include <stdexcept>
#include <thread>
#include <utility>

namespace saki {
namespace {

constexpr std::chrono::seconds kPatience{10};

int connect_to(const std::string& path) {
  const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return socket;
  ::close(socket);
  return -1;
}

// Whether as much has come as the first line announces: one line, or a text behind `$`.
bool is_whole(const std::string& reply) {
  const std::size_t line = reply.find("\r\n");
  if (line == std::string::npos) return false;
  return reply[0] != '$' || reply.size() >= line + 4 + static_cast<std::size_t>(std::max(std::stoi(reply.substr(1)), -2));
}

}  // namespace

RedisServer::RedisServer(std::vector<std::string> options) : options_(std::move(options)) { start(); }

RedisServer::~RedisServer() { kill(); }

void RedisServer::launch() {
  std::vector<std::string> words{"redis-server",          "--port", "0", "--unixsocket", folder_.file("redis.sock"), "--dir",
                                 folder_.path().string(), "--save", "",  "--logfile",    folder_.file("redis.log")};
  words.insert(words.end(), options_.begin(), options_.end());
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  if (::posix_spawnp(&process_, "redis-server", nullptr, nullptr, arguments.data(), environ) != 0) {
    throw std::runtime_error("no redis-server: apt-get install redis-server");
  }
}

bool RedisServer::answers() const { return ask("EXISTS nothing") == ":0\r\n"; }

void RedisServer::start() {
  launch();
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (!answers()) {
    if (std::chrono::steady_clock::now() > end) throw std::runtime_error("redis-server does not answer");
    std::this_thread::sleep_for(std::chrono::milliseconds(5));  // It tells nobody when it is ready.
  }
}

void RedisServer::kill() noexcept {
  if (process_ <= 0) return;
  ::kill(process_, SIGKILL);
  ::waitpid(std::exchange(process_, -1), nullptr, 0);
}

void RedisServer::pause() noexcept { ::kill(process_, SIGSTOP); }
void RedisServer::resume() noexcept { ::kill(process_, SIGCONT); }

std::string RedisServer::ask(const std::string& line) const {
  const int socket = connect_to(folder_.file("redis.sock"));
  if (socket < 0) return "no connection";
  const std::string request = line + "\r\n";
  std::string reply;
  if (::send(socket, request.data(), request.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(request.size())) {
    std::array<char, 4096> block{};
    while (!is_whole(reply)) {
      const ssize_t got = ::read(socket, block.data(), block.size());
      if (got <= 0) break;
      reply.append(block.data(), static_cast<std::size_t>(got));
    }
  }
  ::close(socket);
  return reply;
}

int RedisServer::clients() const {
  const std::string list = ask("CLIENT LIST");
  int lines = 0;
  for (std::size_t at = list.find("id="); at != std::string::npos; at = list.find("\nid=", at + 1)) ++lines;
  return lines - 1;
}

}  // namespace saki
