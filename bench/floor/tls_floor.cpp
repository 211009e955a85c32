// SPDX-License-Identifier: Apache-2.0
//
// The floor under TLS: the floor's answers, encrypted by OpenSSL as its manual shows it, on one epoll.
//
// One SSL object on the socket's descriptor for each connection, one ticket after each handshake, buffers released while idle; nothing
// else of the library's settings is touched. It stands alone on purpose: no line of it is shared with what is measured.
//
//   tls_floor PORT CERTIFICATE KEY             thirteen bytes for each request
//   tls_floor PORT CERTIFICATE KEY --close     the same, and the connection ends with it
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bare.h"

namespace {

struct Connection {
  SSL* ssl = nullptr;
  unsigned char matched = 0;  // Bytes of a blank line that the last read ended with.
};

SSL_CTX* open_context(const char* certificate, const char* key) {
  SSL_CTX* const context = SSL_CTX_new(TLS_server_method());
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_num_tickets(context, 1);
  if (SSL_CTX_use_certificate_chain_file(context, certificate) != 1) bare::fail(certificate);
  if (SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) != 1) bare::fail(key);
  return context;
}

class Floor {
 public:
  Floor(std::uint16_t port, const char* certificate, const char* key, bool closes)
      : listener_(bare::listen_on(port)), context_(open_context(certificate, key)), closes_(closes) {
    for (std::size_t i = 0; i < bare::kBufferBytes / 16; ++i) answers_ += answer_;
    bare::watch(epoll_, EPOLL_CTL_ADD, listener_, EPOLLIN);
  }

  [[noreturn]] void run() {
    bare::run(epoll_, [this](const epoll_event& event) { event.data.fd == listener_ ? accept_all() : receive(event.data.fd); });
  }

 private:
  void accept_all() {
    for (int socket; (socket = bare::accept_next(listener_)) >= 0;) {
      Connection& connection = connections_[static_cast<std::size_t>(socket)];
      connection = {SSL_new(context_), 0};
      SSL_set_fd(connection.ssl, socket);
      SSL_set_accept_state(connection.ssl);
      bare::watch(epoll_, EPOLL_CTL_ADD, socket, EPOLLIN);
    }
  }

  void receive(int socket) {
    Connection& connection = connections_[static_cast<std::size_t>(socket)];
    int received = 0;
    do {
      received = SSL_read(connection.ssl, buffer_.data(), static_cast<int>(buffer_.size()));
      if (received <= 0) break;
      const std::size_t count = bare::count_blank_lines({buffer_.data(), static_cast<std::size_t>(received)}, connection.matched);
      if (count == 0) continue;
      SSL_write(connection.ssl, answers_.data(), static_cast<int>(count * answer_.size()));
      if (closes_) return end(socket, connection);
    } while (SSL_has_pending(connection.ssl) == 1);
    if (received <= 0 && SSL_get_error(connection.ssl, received) != SSL_ERROR_WANT_READ) end(socket, connection);
  }

  static void end(int socket, Connection& connection) {
    SSL_shutdown(connection.ssl);
    SSL_free(std::exchange(connection.ssl, nullptr));
    ERR_clear_error();
    ::close(socket);
  }

  const int epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
  const int listener_;
  SSL_CTX* const context_;
  const bool closes_;
  const std::string answer_ = bare::answer_head(13) + "Hello, World!";
  std::string answers_;  // As many of them as one read can ask for.
  std::vector<char> buffer_ = std::vector<char>(bare::kBufferBytes);
  std::vector<Connection> connections_ = std::vector<Connection>(bare::kMostDescriptors);
};

}  // namespace

int main(int count, char** arguments) {
  const std::uint16_t port = count > 1 ? bare::read_port(arguments[1]) : 0;
  const bool closes = count == 5 && std::string_view(arguments[4]) == "--close";
  if (port == 0 || !(count == 4 || closes)) {
    std::fputs("usage: tls_floor PORT CERTIFICATE KEY [--close]\n", stderr);
    return 2;
  }
  std::signal(SIGPIPE, SIG_IGN);
  Floor(port, arguments[2], arguments[3], closes).run();
}
