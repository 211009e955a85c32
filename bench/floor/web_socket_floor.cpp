// SPDX-License-Identifier: Apache-2.0
//
// The floor under WebSockets: a bare epoll that upgrades whoever asks, and sends each message back (RFC 6455).
//
// All frames of one read are unmasked and turned round where they lie, and go back with one write; a frame that has not wholly
// arrived is kept until it has. No validity, no fragments, no control frames, no limits, nothing timed. It stands alone on purpose: no
// line of it is shared with what is measured.
//
//   web_socket_floor PORT
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "bare.h"

namespace {

constexpr std::size_t kMaskBytes = 4;

struct Connection {
  bool open = false;
  std::string partial;  // What the last read left unfinished.
};

// The answer to an opening handshake whose head is `head` (RFC 6455 section 4.2.2).
std::string upgrade_answer(std::string_view head) {
  constexpr std::string_view kName = "Sec-WebSocket-Key: ";
  const std::size_t key = head.find(kName);
  if (key == std::string_view::npos) return "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
  const std::string text = std::string(head.substr(key + kName.size(), 24)) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  std::array<unsigned char, SHA_DIGEST_LENGTH> digest;
  SHA1(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
  std::array<unsigned char, 32> encoded;
  const int length = EVP_EncodeBlock(encoded.data(), digest.data(), static_cast<int>(digest.size()));
  const std::string_view accept(reinterpret_cast<const char*>(encoded.data()), static_cast<std::size_t>(length));
  return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + std::string(accept) +
         "\r\n\r\n";
}

// A masked frame at the beginning of some bytes.
struct Frame {
  std::size_t head_bytes = 0;  // With the mask; 0 while more must arrive.
  std::size_t payload_bytes = 0;
};

Frame read_frame(const char* bytes, std::size_t count) {
  if (count < 2 + kMaskBytes) return {};
  const std::size_t length = static_cast<unsigned char>(bytes[1]) & 0x7F;
  if (length < 126) return count < 2 + kMaskBytes + length ? Frame{} : Frame{2 + kMaskBytes, length};
  if (length == 127 || count < 4 + kMaskBytes) return {};  // Longer than any buffer here.
  const std::size_t longer = static_cast<std::size_t>(static_cast<unsigned char>(bytes[2])) << 8 | static_cast<unsigned char>(bytes[3]);
  return count < 4 + kMaskBytes + longer ? Frame{} : Frame{4 + kMaskBytes, longer};
}

// Unmasks `count` bytes from `from` to `to`, which lies before it.
void unmask(const char* from, char* to, std::size_t count, const std::array<char, kMaskBytes>& mask) {
  std::uint32_t four = 0;
  std::memcpy(&four, mask.data(), sizeof four);
  const std::uint64_t eight = static_cast<std::uint64_t>(four) << 32 | four;
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, from + i, sizeof word);
    word ^= eight;
    std::memcpy(to + i, &word, sizeof word);
  }
  for (; i < count; ++i) to[i] = static_cast<char>(from[i] ^ mask[i % kMaskBytes]);
}

class Floor {
 public:
  explicit Floor(std::uint16_t port) : listener_(bare::listen_on(port)) { bare::watch(epoll_, EPOLL_CTL_ADD, listener_, EPOLLIN); }

  [[noreturn]] void run() {
    bare::run(epoll_, [this](const epoll_event& event) { event.data.fd == listener_ ? accept_all() : receive(event.data.fd); });
  }

 private:
  void accept_all() {
    for (int socket; (socket = bare::accept_next(listener_)) >= 0;) {
      connections_[static_cast<std::size_t>(socket)] = {};
      bare::watch(epoll_, EPOLL_CTL_ADD, socket, EPOLLIN);
    }
  }

  void receive(int socket) {
    Connection& connection = connections_[static_cast<std::size_t>(socket)];
    const std::size_t kept = connection.partial.size();
    std::memcpy(buffer_.data(), connection.partial.data(), kept);
    const ssize_t received = ::recv(socket, buffer_.data() + kept, buffer_.size() - kept, 0);
    if (received <= 0) {
      connection = {};
      ::close(socket);
      return;
    }
    const std::size_t count = kept + static_cast<std::size_t>(received);
    const std::size_t used = connection.open ? echo(socket, count) : upgrade(socket, connection, count);
    if (used != count || kept != 0) connection.partial.assign(buffer_.data() + used, count - used);
  }

  std::size_t upgrade(int socket, Connection& connection, std::size_t count) {
    const std::string_view text(buffer_.data(), count);
    const std::size_t end = text.find("\r\n\r\n");
    if (end == std::string_view::npos) return 0;
    const std::string answer = upgrade_answer(text.substr(0, end));
    ::send(socket, answer.data(), answer.size(), MSG_NOSIGNAL);
    connection.open = true;
    return end + 4;
  }

  // Sends back every whole frame of the buffer's `count` bytes; returns how many bytes these were.
  std::size_t echo(int socket, std::size_t count) {
    std::size_t used = 0;
    std::size_t made = 0;
    for (Frame frame; (frame = read_frame(buffer_.data() + used, count - used)).head_bytes > 0;
         used += frame.head_bytes + frame.payload_bytes)
      made += turn_round(buffer_.data() + used, buffer_.data() + made, frame);
    if (made > 0) ::send(socket, buffer_.data(), made, MSG_NOSIGNAL);
    return used;
  }

  // Writes to `to` the frame at `from` as a server sends it; returns its length, which is shorter by the mask.
  static std::size_t turn_round(const char* from, char* to, const Frame& frame) {
    const std::size_t head = frame.head_bytes - kMaskBytes;
    std::array<char, kMaskBytes> mask;
    std::memcpy(mask.data(), from + head, mask.size());
    std::memmove(to, from, head);
    to[1] = static_cast<char>(to[1] & 0x7F);
    unmask(from + frame.head_bytes, to + head, frame.payload_bytes, mask);
    return head + frame.payload_bytes;
  }

  const int epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
  const int listener_;
  std::vector<char> buffer_ = std::vector<char>(bare::kBufferBytes);
  std::vector<Connection> connections_ = std::vector<Connection>(bare::kMostDescriptors);
};

}  // namespace

int main(int count, char** arguments) {
  const std::uint16_t port = count == 2 ? bare::read_port(arguments[1]) : 0;
  if (port == 0) {
    std::fputs("usage: web_socket_floor PORT\n", stderr);
    return 2;
  }
  Floor(port).run();
}
