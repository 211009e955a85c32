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
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr std::size_t kBufferBytes = 65536;
constexpr std::size_t kMostAnswers = kBufferBytes / 16;  // No request is shorter.
constexpr std::size_t kMostDescriptors = 1 << 17;
constexpr std::size_t kFileSlice = 1 << 18;
constexpr std::string_view kBlankLine = "\r\n\r\n";

struct Connection {
  unsigned char matched = 0;    // Bytes of a blank line that the last read ended with.
  std::size_t head_left = 0;    // Of the answer with the file.
  std::size_t file_left = 0;
};

[[noreturn]] void fail(const char* what) {
  std::perror(what);
  std::exit(1);
}

// How many blank lines end in `text`; `matched` goes from one read to the next.
std::size_t count_blank_lines(std::string_view text, unsigned char& matched) noexcept {
  std::size_t count = 0;
  while (matched > 0 && !text.empty()) {  // Only after a read that ended inside of one.
    matched =
        text.front() == kBlankLine[matched] ? static_cast<unsigned char>(matched + 1) : static_cast<unsigned char>(text.front() == '\r');
    text.remove_prefix(1);
    if (matched == kBlankLine.size()) {
      ++count;
      matched = 0;
    }
  }
  const char* place = text.data();
  const char* const end = place + text.size();
  while ((place = static_cast<const char*>(std::memchr(place, '\r', static_cast<std::size_t>(end - place)))) != nullptr) {
    const std::size_t left = static_cast<std::size_t>(end - place);
    if (left < kBlankLine.size()) {
      if (kBlankLine.starts_with(std::string_view(place, left)))
        matched = static_cast<unsigned char>(left);
      else if (left == 3 && place[2] == '\r')
        matched = 1;
      break;
    }
    const bool blank = std::memcmp(place, kBlankLine.data(), kBlankLine.size()) == 0;
    count += blank ? 1 : 0;
    place += blank ? 4 : 2;
  }
  return count;
}

int listen_on(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  const int on = 1;
  ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) fail("bind");
  if (::listen(socket, 4096) != 0) fail("listen");
  return socket;
}

std::string answer_head(std::size_t content_bytes) {
  return "HTTP/1.1 200 OK\r\nServer: floor\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\nContent-Type: text/plain\r\nContent-Length: " +
         std::to_string(content_bytes) + "\r\n\r\n";
}

class Floor {
 public:
  Floor(std::uint16_t port, bool closes, const char* file) : listener_(listen_on(port)), closes_(closes) {
    if (file != nullptr)
      open_file(file);
    else
      head_ = answer_head(13) + "Hello, World!";
    for (std::size_t i = 0; i < (file != nullptr ? 1 : kMostAnswers); ++i) answers_ += head_;
    watch(EPOLL_CTL_ADD, listener_, EPOLLIN);
  }

  [[noreturn]] void run() {
    std::array<epoll_event, 512> events;
    for (;;) {
      const int count = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), -1);
      for (int i = 0; i < count; ++i) turn(events[static_cast<std::size_t>(i)]);
    }
  }

 private:
  void open_file(const char* path) {
    file_ = ::open(path, O_RDONLY | O_CLOEXEC);
    struct stat status{};
    if (file_ < 0 || ::fstat(file_, &status) != 0) fail(path);
    file_bytes_ = static_cast<std::size_t>(status.st_size);
    head_ = answer_head(file_bytes_);
  }

  void watch(int operation, int descriptor, std::uint32_t events) const {
    epoll_event event{};
    event.events = events;
    event.data.fd = descriptor;
    ::epoll_ctl(epoll_, operation, descriptor, &event);
  }

  void turn(const epoll_event& event) {
    if (event.data.fd == listener_) return accept_all();
    if (event.events & EPOLLOUT) return send_file(event.data.fd);
    receive(event.data.fd);
  }

  void accept_all() {
    for (int socket; (socket = ::accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0;) {
      if (static_cast<std::size_t>(socket) >= connections_.size()) fail("too many connections");
      connections_[static_cast<std::size_t>(socket)] = {};
      watch(EPOLL_CTL_ADD, socket, EPOLLIN);
    }
  }

  void receive(int socket) {
    const ssize_t received = ::recv(socket, buffer_.data(), buffer_.size(), 0);
    if (received <= 0) {
      ::close(socket);
      return;
    }
    Connection& connection = connections_[static_cast<std::size_t>(socket)];
    const std::size_t count = count_blank_lines({buffer_.data(), static_cast<std::size_t>(received)}, connection.matched);
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
    watch(EPOLL_CTL_MOD, socket, connection.file_left > 0 ? EPOLLOUT : EPOLLIN);
  }

  const int epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
  const int listener_;
  const bool closes_;
  int file_ = -1;
  std::size_t file_bytes_ = 0;
  std::string head_;     // With the content, where it is no file.
  std::string answers_;  // As many of them as one read can ask for.
  std::vector<char> buffer_ = std::vector<char>(kBufferBytes);
  std::vector<Connection> connections_ = std::vector<Connection>(kMostDescriptors);
};

}  // namespace

int main(int count, char** arguments) {
  const std::string_view mode = count > 2 ? arguments[2] : "";
  std::uint16_t port = 0;
  const std::string_view text = count > 1 ? arguments[1] : "";
  std::from_chars(text.data(), text.data() + text.size(), port);
  if (port == 0 || !(count == 2 || (count == 3 && mode == "--close") || (count == 4 && mode == "--file"))) {
    std::fputs("usage: floor PORT [--close | --file PATH]\n", stderr);
    return 2;
  }
  std::signal(SIGPIPE, SIG_IGN);  // sendfile raises it where a client has left.
  Floor(port, mode == "--close", mode == "--file" ? arguments[3] : nullptr).run();
}
