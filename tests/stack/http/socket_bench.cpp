// SPDX-License-Identifier: Apache-2.0
#include "stack/http/socket_bench.h"

#include <stdexcept>

#include "stack/http/written_frame.h"

namespace saki::http {
namespace {

constexpr std::string_view kMask = "\x12\x34\x56\x78";

unsigned opcode_of(std::string_view kind) {
  if (kind == "continuation") return 0;
  if (kind == "text") return 1;
  if (kind == "binary") return 2;
  if (kind == "close") return 8;
  if (kind == "ping") return 9;
  if (kind == "pong") return 10;
  throw std::runtime_error("no such frame: " + std::string(kind));
}

std::string head_of(unsigned first_byte, std::size_t length, unsigned mask_bit) {
  std::string head{static_cast<char>(first_byte)};
  const unsigned size = length <= 125 ? 0 : length <= 0xFFFF ? 2 : 8;
  head += static_cast<char>((size == 0 ? length : size == 2 ? 126U : 127U) | mask_bit);
  for (unsigned i = size; i > 0; --i) head += static_cast<char>(std::uint64_t{length} >> (i - 1) * 8);
  return head;
}

std::string masked(unsigned first_byte, std::string_view content) {
  std::string bytes = head_of(first_byte, content.size(), 0x80) + std::string(kMask);
  for (std::size_t i = 0; i < content.size(); ++i) bytes += static_cast<char>(content[i] ^ kMask[i % 4]);
  return bytes;
}

}  // namespace

std::string frame(std::string_view kind, std::string_view content) { return masked(0x80 | opcode_of(kind), content); }
std::string fragment(std::string_view kind, std::string_view content) { return masked(opcode_of(kind), content); }
std::string deflated_frame(std::string_view kind, std::string_view content) {
  WrittenDeflate deflate({});
  return masked(0xC0 | opcode_of(kind), deflate.deflated(std::string(content)));
}
std::string sent_frame(std::string_view kind, std::string_view content) {
  return head_of(0x80 | opcode_of(kind), content.size(), 0) + std::string(content);
}

void SocketBench::Client::open(std::string_view path, std::string_view more_lines) {
  connection_.send("GET " + std::string(path) +
                   " HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                   "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
                   std::string(more_lines) + "\r\n");
  head_bytes_ = connection_.receive().find("\r\n\r\n") + 4;
}

SocketBench::Client SocketBench::open(std::string_view path, std::string_view more_lines) {
  Client client(bench_.connect());
  client.open(path, more_lines);
  return client;
}

}  // namespace saki::http
