// SPDX-License-Identifier: Apache-2.0
#include "stack/http/written_frame.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <stdexcept>

namespace saki::http {
namespace {

constexpr std::array<std::string_view, 16> kKinds{"continuation", "text", "binary", "op3",  "op4",  "op5",  "op6",  "op7",
                                                  "close",        "ping", "pong",   "op11", "op12", "op13", "op14", "op15"};

std::string unescaped(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      bytes += text[i];
    } else if (text.at(i + 1) == 'x') {
      bytes += static_cast<char>(std::stoi(std::string(text.substr(i + 2, 2)), nullptr, 16));
      i += 3;
    } else {
      bytes += text[++i];
    }
  }
  return bytes;
}

std::string escaped(std::string_view bytes) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string text;
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    if (byte == '\\') {
      text += "\\\\";
    } else if (value >= 0x20 && value < 0x7F) {
      text += byte;
    } else {
      text += std::string("\\x") + kHex[value >> 4] + kHex[value & 15];
    }
  }
  return text;
}

// `1000*x` is a thousand x; what is put together with + follows one another.
std::string content_of(std::string_view text) {
  std::string content;
  while (!text.empty()) {
    const std::size_t plus = std::min(text.find(" + "), text.size());
    std::string_view part = text.substr(0, plus);
    text.remove_prefix(std::min(plus + 3, text.size()));
    std::size_t times = 1;
    const std::size_t star = part.find('*');
    if (star != part.npos && star > 0 && std::ranges::all_of(part.substr(0, star), [](unsigned char c) { return std::isdigit(c) != 0; })) {
      times = std::stoul(std::string(part.substr(0, star)));
      part.remove_prefix(star + 1);
    }
    const std::string piece = unescaped(part);
    for (std::size_t i = 0; i < times; ++i) content += piece;
  }
  return content;
}

// `1000 bye` as a close has it.
std::string close_content(std::string_view text) {
  const bool has_code = !text.empty() && std::isdigit(static_cast<unsigned char>(text.front())) != 0;
  if (!has_code) return content_of(text);
  const std::size_t space = std::min(text.find(' '), text.size());
  const int code = std::stoi(std::string(text.substr(0, space)));
  return std::string{static_cast<char>(code >> 8), static_cast<char>(code)} + content_of(text.substr(std::min(space + 1, text.size())));
}

struct Parts {
  unsigned opcode = 0;
  std::string flags;
  std::string_view content;
  [[nodiscard]] bool has(std::string_view flag) const {
    return ("," + flags + ",").find("," + std::string(flag) + ",") != std::string::npos;
  }
  [[nodiscard]] std::size_t number(const std::string& flag, std::size_t otherwise) const {
    const std::size_t at = flags.find(flag + "=");
    return at == std::string::npos ? otherwise : std::stoul(flags.substr(at + flag.size() + 1));
  }
};

Parts parts_of(std::string_view written) {
  Parts parts;
  const std::size_t end = std::min(written.find(' '), written.size());
  std::string_view kind = written.substr(0, end);
  parts.content = written.substr(std::min(end + 1, written.size()));
  if (const std::size_t open = kind.find('('); open != kind.npos) {
    parts.flags = kind.substr(open + 1, kind.size() - open - 2);
    kind = kind.substr(0, open);
  }
  const auto found = std::ranges::find(kKinds, kind);
  if (found == kKinds.end()) throw std::runtime_error("no such frame: " + std::string(written));
  parts.opcode = static_cast<unsigned>(found - kKinds.begin());
  return parts;
}

void append_big_endian(std::string& bytes, std::uint64_t number, unsigned size) {
  for (unsigned i = size; i > 0; --i) bytes += static_cast<char>(number >> (i - 1) * 8);
}

void append_length(std::string& bytes, const Parts& parts, std::uint64_t length) {
  const unsigned size = parts.has("length64") || length > 0xFFFF ? 8 : parts.has("length16") || length > 125 ? 2 : 0;
  const unsigned mask_bit = parts.has("unmasked") ? 0 : 0x80;
  bytes += static_cast<char>(mask_bit | (size == 0 ? static_cast<unsigned>(length) : size == 2 ? 126U : 127U));
  append_big_endian(bytes, length, size);
}

unsigned first_byte(const Parts& parts) {
  unsigned byte = parts.opcode | (parts.has("more") ? 0U : 0x80U);
  if (parts.has("rsv1") || parts.has("deflated")) byte |= 0x40;
  if (parts.has("rsv2")) byte |= 0x20;
  if (parts.has("rsv3")) byte |= 0x10;
  return byte;
}

std::string masked(std::string content, const std::string& mask) {
  for (std::size_t i = 0; i < content.size(); ++i) content[i] = static_cast<char>(content[i] ^ mask[i % 4]);
  return content;
}

std::string written_content(unsigned opcode, const std::string& content) {
  if (opcode != 8 || content.size() < 2) return escaped(content);
  const auto byte = [&](std::size_t at) { return static_cast<unsigned>(static_cast<unsigned char>(content[at])); };
  const std::string reason = escaped(content.substr(2));
  return std::to_string(byte(0) << 8 | byte(1)) + (reason.empty() ? "" : " " + reason);
}

std::string written(unsigned opcode, std::string flags, const std::string& content) {
  if (!flags.empty()) flags = "(" + flags.substr(1) + ")";
  const std::string text = written_content(opcode, content);
  return std::string(kKinds[opcode]) + flags + (text.empty() ? "" : " " + text);
}

// Takes a server's frame off the front of `bytes`; nothing where it is not whole or not as a server sends it.
bool take_frame(std::string_view& bytes, WrittenDeflate& deflate, std::vector<std::string>& frames) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned>(static_cast<unsigned char>(bytes[at])); };
  if (bytes.size() < 2 || (byte(1) & 0x80) != 0) return false;
  std::uint64_t length = byte(1) & 0x7F;
  const unsigned size = length < 126 ? 0 : length == 126 ? 2 : 8;
  if (bytes.size() < 2 + size) return false;
  if (size > 0) length = 0;
  for (unsigned i = 0; i < size; ++i) length = length << 8 | byte(2 + i);
  if ((size == 2 && length < 126) || (size == 8 && length <= 0xFFFF) || bytes.size() - 2 - size < length) return false;
  std::string flags;
  if ((byte(0) & 0x80) == 0) flags += ",more";
  if ((byte(0) & 0x40) != 0) flags += ",deflated";
  if ((byte(0) & 0x30) != 0) flags += ",reserved";
  std::string content(bytes.substr(2 + size, static_cast<std::size_t>(length)));
  if ((byte(0) & 0x40) != 0) content = deflate.inflated(content);
  frames.push_back(written(byte(0) & 15, flags, content));
  bytes.remove_prefix(2 + size + static_cast<std::size_t>(length));
  return true;
}

std::string run(z_stream& stream, int (*step)(z_streamp, int), const std::string& content) {
  std::string out;
  std::array<char, 4096> piece;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
  stream.avail_in = static_cast<uInt>(content.size());
  do {
    stream.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_out = static_cast<uInt>(piece.size());
    const int outcome = step(&stream, Z_SYNC_FLUSH);
    if (outcome != Z_OK && outcome != Z_BUF_ERROR) return "[not deflated]";
    out.append(piece.data(), piece.size() - stream.avail_out);
  } while (stream.avail_out == 0);
  return out;
}

}  // namespace

struct WrittenDeflate::Streams {
  z_stream deflating{};
  z_stream inflating{};
};

WrittenDeflate::WrittenDeflate(std::string_view answer)
    : streams_(std::make_unique<Streams>()),
      restarts_deflating_(answer.find("client_no_context_takeover") != answer.npos),
      restarts_inflating_(answer.find("server_no_context_takeover") != answer.npos) {
  const std::size_t client_bits = answer.find("client_max_window_bits=");
  const std::size_t server_bits = answer.find("server_max_window_bits=");
  const auto bits_at = [&](std::size_t at) { return at == answer.npos ? 15 : std::stoi(std::string(answer.substr(at + 23, 2))); };
  deflateInit2(&streams_->deflating, 9, Z_DEFLATED, -bits_at(client_bits), 8, Z_DEFAULT_STRATEGY);
  inflateInit2(&streams_->inflating, -bits_at(server_bits));
}

WrittenDeflate::~WrittenDeflate() {
  deflateEnd(&streams_->deflating);
  inflateEnd(&streams_->inflating);
}

std::string WrittenDeflate::deflated(const std::string& content) {
  std::string out = run(streams_->deflating, &deflate, content);
  if (restarts_deflating_) deflateReset(&streams_->deflating);
  return out.size() < 4 ? std::string(1, '\0') : out.substr(0, out.size() - 4);
}

std::string WrittenDeflate::inflated(const std::string& content) {
  std::string out = run(streams_->inflating, &inflate, content + std::string("\0\0\xff\xff", 4));
  if (restarts_inflating_) inflateReset(&streams_->inflating);
  return out;
}

std::string bytes_of(std::string_view frame, WrittenDeflate& deflate) {
  if (frame.starts_with("raw ")) return unescaped(frame.substr(4));
  const Parts parts = parts_of(frame);
  std::string content = parts.opcode == 8 ? close_content(parts.content) : content_of(parts.content);
  if (parts.has("deflated")) content = deflate.deflated(content);
  std::string bytes{static_cast<char>(first_byte(parts))};
  append_length(bytes, parts, parts.number("announced", content.size()));
  if (parts.has("unmasked")) return bytes + content;
  const std::string mask = parts.has("mask0") ? std::string(4, '\0') : "\x9A\x01\xFF\x55";
  return bytes + mask + masked(content, mask);
}

std::vector<std::string> written_frames(std::string_view bytes, WrittenDeflate& deflate) {
  std::vector<std::string> frames;
  while (!bytes.empty() && take_frame(bytes, deflate, frames)) {
  }
  if (!bytes.empty()) frames.push_back("raw " + escaped(bytes));
  return frames;
}

std::string normal_form(std::string_view frame) {
  const Parts parts = parts_of(frame);
  const std::string content = parts.opcode == 8 ? close_content(parts.content) : content_of(parts.content);
  return written(parts.opcode, parts.flags.empty() ? "" : "," + parts.flags, content);
}

}  // namespace saki::http
