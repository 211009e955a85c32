// SPDX-License-Identifier: Apache-2.0
//
// broadcast: many members of one room; one of them speaks, and all others must hear it, word for word. Prints JSON.
//
//   broadcast MEMBERS ROUNDS PORT PATH PID[,PID]
//
// A round begins with the message and ends with the last byte of the last member's copy. The speaker may get one or not.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

#include "message_head.h"
#include "processor_time.h"
#include "saki/base/file_descriptor.h"
#include "web_socket_messages.h"

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kMessageBytes = 125;
constexpr int kPatienceMs = 10'000;

[[noreturn]] void fail(const char* what) {
  std::fprintf(stderr, "broadcast: %s\n", what);
  std::exit(1);
}

struct Member {
  saki::FileDescriptor socket;
  std::size_t received = 0;  // Of this round's message.
};

saki::FileDescriptor connect_to(std::uint16_t port) {
  saki::FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const int on = 1;
  static_cast<void>(::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) fail("nobody listens");
  return socket;
}

void send_all(int socket, const std::string& text) {
  if (::send(socket, text.data(), text.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(text.size())) fail("a message is not taken");
}

saki::FileDescriptor join(std::uint16_t port, const std::string& opening) {
  saki::FileDescriptor socket = connect_to(port);
  send_all(socket.get(), opening);
  std::string answer;
  for (char byte; load::head_length(answer) == 0; answer += byte) {
    if (::recv(socket.get(), &byte, 1, 0) != 1) fail("a member is not let in");
  }
  if (load::read_answer_head(answer).status != 101) fail(answer.c_str());
  return socket;
}

class Room {
 public:
  Room(std::size_t members, std::uint16_t port, const std::string& path) : members_(members) {
    const std::string opening = load::web_socket_opening("127.0.0.1", path, "");
    for (Member& member : members_) {
      member.socket = join(port, opening);
      epoll_event event{};
      event.events = EPOLLIN;
      event.data.ptr = &member;
      static_cast<void>(::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, member.socket.get(), &event));
    }
  }

  // Has the first member send `frame`, and waits until all others have `heard`.
  std::chrono::nanoseconds round(const std::string& frame, const std::string& heard) {
    for (Member& member : members_) member.received = 0;
    const auto began = Clock::now();
    send_all(members_.front().socket.get(), frame);
    for (std::size_t left = members_.size() - 1; left > 0;) left -= receive_some(heard);
    return Clock::now() - began;
  }

 private:
  // Returns how many members have heard everything now.
  std::size_t receive_some(const std::string& heard) {
    std::array<epoll_event, 512> events;
    const int count = ::epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()), kPatienceMs);
    if (count <= 0) fail("a member hears nothing");
    std::size_t complete = 0;
    for (int i = 0; i < count; ++i) {
      Member& member = *static_cast<Member*>(events[static_cast<std::size_t>(i)].data.ptr);
      complete += receive(member, heard) ? 1U : 0U;
    }
    return complete;
  }

  // True once it has heard everything. What the speaker hears of itself is not looked at.
  bool receive(Member& member, const std::string& heard) {
    std::array<char, 1024> bytes;
    const ssize_t count = ::recv(member.socket.get(), bytes.data(), bytes.size(), 0);
    if (count > 0 && &member == &members_.front()) return false;
    if (count <= 0 || heard.compare(member.received, static_cast<std::size_t>(count), bytes.data(), static_cast<std::size_t>(count)) != 0)
      fail("a member hears something else");
    member.received += static_cast<std::size_t>(count);
    return member.received == heard.size();
  }

  std::vector<Member> members_;
  saki::FileDescriptor epoll_{::epoll_create1(EPOLL_CLOEXEC)};
};

std::vector<int> read_processes(const char* text) {
  std::vector<int> processes;
  std::stringstream list(text);
  for (std::string item; std::getline(list, item, ',');) processes.push_back(std::atoi(item.c_str()));
  return processes;
}

void print(std::size_t members, std::vector<std::chrono::nanoseconds> rounds, std::chrono::nanoseconds used) {
  std::ranges::sort(rounds);
  const double heard = static_cast<double>(members - 1) * static_cast<double>(rounds.size());
  std::printf("{\"members\": %zu, \"rounds\": %zu, \"median_ms\": %.3f, \"longest_ms\": %.3f, \"cpu_us_each\": %.4f}\n", members,
              rounds.size(), static_cast<double>(rounds[rounds.size() / 2].count()) / 1e6, static_cast<double>(rounds.back().count()) / 1e6,
              static_cast<double>(used.count()) / 1e3 / heard);
}

}  // namespace

int main(int count, char** arguments) {
  const int members = count == 6 ? std::atoi(arguments[1]) : 0;
  const int turns = count == 6 ? std::atoi(arguments[2]) : 0;
  if (members < 2 || turns < 1) {
    std::fputs("usage: broadcast MEMBERS ROUNDS PORT PATH PID[,PID]\n", stderr);
    return 2;
  }
  rlimit limit{};
  static_cast<void>(::getrlimit(RLIMIT_NOFILE, &limit));
  limit.rlim_cur = limit.rlim_max;
  static_cast<void>(::setrlimit(RLIMIT_NOFILE, &limit));

  Room room(static_cast<std::size_t>(members), static_cast<std::uint16_t>(std::atoi(arguments[3])), arguments[4]);
  const load::WebSocketMessages messages = load::make_web_socket_messages(kMessageBytes, 1);
  static_cast<void>(room.round(messages.frames[0], messages.echoes[0]));  // Not counted.
  const std::vector<int> processes = read_processes(arguments[5]);
  const auto used = load::processor_time(processes);
  std::vector<std::chrono::nanoseconds> rounds;
  for (int i = 1; i <= turns; ++i) {
    const std::size_t number = static_cast<std::size_t>(i) % messages.frames.size();
    rounds.push_back(room.round(messages.frames[number], messages.echoes[number]));
  }
  print(static_cast<std::size_t>(members), std::move(rounds), load::processor_time(processes) - used);
  return 0;
}
