// SPDX-License-Identifier: Apache-2.0
//
// The floor: the least that a server can do, and so what servers are measured against.
//
// One thread, one epoll, level-triggered; it reads, finds each blank line, and writes as many fixed answers in one call. Nothing is
// parsed, limited, timed or logged, and all that one connection keeps is how much of a blank line its last read ended with. It stands
// alone on purpose: no line of it is shared with what is measured.
//
//   floor PORT                 thirteen bytes for each request
//   floor PORT --close         the same, and the connection ends with it
//   floor PORT --file PATH     the file's bytes, by sendfile
#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "bare.h"

namespace {

constexpr std::size_t kMostAnswers = bare::kBufferBytes / 16;  // No request is shorter.
constexpr std::size_t kFileSlice = 1 << 18;

struct Connection {
  unsigned char matched = 0;    // Bytes of a blank line that the last read ended with.
  std::size_t head_left = 0;    // Of the answer with the file.
  std::size_t file_left = 0;
};

class Floor {
 public:
  Floor(std::uint16_t port, bool closes, const char* file) : listener_(bare::listen_on(port)), closes_(closes) {
    if (file != nullptr)
      open_file(file);
    else
      head_ = bare::answer_head(13) + "Hello, World!";
    for (std::size_t i = 0; i < (file != nullptr ? 1 : kMostAnswers); ++i) answers_ += head_;
    bare::watch(epoll_, EPOLL_CTL_ADD, listener_, EPOLLIN);
  }

  [[noreturn]] void run() {
    bare::run(epoll_, [this](const epoll_event& event) { turn(event); });
  }

 private:
  void open_file(const char* path) {
    file_ = ::open(path, O_RDONLY | O_CLOEXEC);
    struct stat status{};
    if (file_ < 0 || ::fstat(file_, &status) != 0) bare::fail(path);
    file_bytes_ = static_cast<std::size_t>(status.st_size);
    head_ = bare::answer_head(file_bytes_);
  }

  void turn(const epoll_event& event) {
    if (event.data.fd == listener_) return accept_all();
    if (event.events & EPOLLOUT) return send_file(event.data.fd);
    receive(event.data.fd);
  }

  void accept_all() {
    for (int socket; (socket = bare::accept_next(listener_)) >= 0;) {
      connections_[static_cast<std::size_t>(socket)] = {};
      bare::watch(epoll_, EPOLL_CTL_ADD, socket, EPOLLIN);
    }
  }

  void receive(int socket) {
    const ssize_t received = ::recv(socket, buffer_.data(), buffer_.size(), 0);
    if (received <= 0) {
      ::close(socket);
      return;
    }
    Connection& connection = connections_[static_cast<std::size_t>(socket)];
    const std::size_t count = bare::count_blank_lines({buffer_.data(), static_cast<std::size_t>(received)}, connection.matched);
    if (count > 0) answer(socket, connection, count);
  }

  void answer(int socket, Connection& connection, std::size_t count) {
    if (file_ >= 0) {
      connection.head_left = head_.size();
      connection.file_left = file_bytes_;
      return send_file(socket);
    }
    ::send(socket, answers_.data(), count * head_.size(), MSG_NOSIGNAL);
    if (closes_) ::close(socket);
  }

  // A slice at a time, so that a large file does not keep the others waiting.
  void send_file(int socket) {
    Connection& connection = connections_[static_cast<std::size_t>(socket)];
    if (connection.head_left > 0) {
      const ssize_t sent = ::send(socket, head_.data() + head_.size() - connection.head_left, connection.head_left, MSG_NOSIGNAL);
      if (sent > 0) connection.head_left -= static_cast<std::size_t>(sent);
    }
    if (connection.head_left == 0) {
      off_t offset = static_cast<off_t>(file_bytes_ - connection.file_left);
      const ssize_t sent = ::sendfile(socket, file_, &offset, std::min(connection.file_left, kFileSlice));
      if (sent < 0 && errno != EAGAIN) {
        ::close(socket);  // The client has left.
        return;
      }
      if (sent > 0) connection.file_left -= static_cast<std::size_t>(sent);
    }
    bare::watch(epoll_, EPOLL_CTL_MOD, socket, connection.file_left > 0 ? EPOLLOUT : EPOLLIN);
  }

  const int epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
  const int listener_;
  const bool closes_;
  int file_ = -1;
  std::size_t file_bytes_ = 0;
  std::string head_;     // With the content, where it is no file.
  std::string answers_;  // As many of them as one read can ask for.
  std::vector<char> buffer_ = std::vector<char>(bare::kBufferBytes);
  std::vector<Connection> connections_ = std::vector<Connection>(bare::kMostDescriptors);
};

}  // namespace

int main(int count, char** arguments) {
  const std::string_view mode = count > 2 ? arguments[2] : "";
  const std::uint16_t port = count > 1 ? bare::read_port(arguments[1]) : 0;
  if (port == 0 || !(count == 2 || (count == 3 && mode == "--close") || (count == 4 && mode == "--file"))) {
    std::fputs("usage: floor PORT [--close | --file PATH]\n", stderr);
    return 2;
  }
  std::signal(SIGPIPE, SIG_IGN);  // sendfile raises it where a client has left.
  Floor(port, mode == "--close", mode == "--file" ? arguments[3] : nullptr).run();
}
