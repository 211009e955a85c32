// SPDX-License-Identifier: Apache-2.0
#include "stack/http/reference_frames.h"

#include <algorithm>

namespace saki::http::reference {
namespace {

// Thrown at the byte that breaks the protocol, and where there are no more.
struct Broken {
  int code;
};
struct AtEnd {};

// UTF-8 as RFC 3629 section 4 lists it. `whole` asks for an end behind a character as well.
bool is_utf8(std::string_view text, bool whole) {
  std::size_t at = 0;
  const auto byte = [&](std::size_t index) { return static_cast<unsigned char>(text[index]); };
  while (at < text.size()) {
    const unsigned first = byte(at);
    const std::size_t size = first < 0x80                    ? 1
                             : first >= 0xC2 && first < 0xE0 ? 2
                             : first >= 0xE0 && first < 0xF0 ? 3
                             : first >= 0xF0 && first < 0xF5 ? 4
                                                             : 0;
    if (size == 0) return false;
    for (std::size_t i = 1; i < size; ++i) {
      if (at + i == text.size()) return !whole;
      const unsigned next = byte(at + i);
      if ((next & 0xC0) != 0x80) return false;
      if (i == 1 && first == 0xE0 && next < 0xA0) return false;
      if (i == 1 && first == 0xED && next > 0x9F) return false;
      if (i == 1 && first == 0xF0 && next < 0x90) return false;
      if (i == 1 && first == 0xF4 && next > 0x8F) return false;
    }
    at += size;
  }
  return true;
}

class Reading {
 public:
  Reading(std::string_view bytes, std::uint64_t message_bytes, std::uint64_t frame_bytes)
      : bytes_(bytes), message_bytes_(message_bytes), frame_bytes_(frame_bytes) {}

  Found run() {
    try {
      while (!closed_) read_frame();
    } catch (const AtEnd&) {
    } catch (const Broken& broken) {
      found_.push_back("broken " + std::to_string(broken.code));
    }
    return found_;
  }

 private:
  unsigned next() {
    if (at_ == bytes_.size()) throw AtEnd();
    return static_cast<unsigned char>(bytes_[at_++]);
  }

  std::uint64_t read_length(unsigned short_length) {
    if (short_length < 126) return short_length;
    std::uint64_t length = 0;
    for (int left = short_length == 126 ? 2 : 8; left > 0; --left) {
      length = length << 8 | next();
      if (left == 8 && length >= 128) throw Broken{1002};
    }
    if (length < 126 || (short_length == 127 && length < 65536)) throw Broken{1002};
    return length;
  }

  void read_frame() {
    const unsigned first = next();
    const unsigned opcode = first % 16;
    const bool control = opcode >= 8;
    if ((first & 0x70) != 0 || (opcode > 2 && opcode < 8) || opcode > 10 || (control && first < 128)) throw Broken{1002};
    const unsigned second = next();
    if (second < 128 || (control && second % 128 > 125)) throw Broken{1002};
    const std::uint64_t length = read_length(second % 128);
    unsigned mask[4];
    for (unsigned& byte : mask) byte = next();
    if (!control) begin_data(opcode, length);
    std::string content;
    for (std::uint64_t i = 0; i < length; ++i) {
      const auto byte = static_cast<char>(next() ^ mask[i % 4]);
      (control ? content : message_) += byte;
      if (!control && text_ && !is_utf8(message_, false)) throw Broken{1007};
    }
    if (control) return end_control(opcode, content);
    if (first >= 128) end_message();
  }

  void begin_data(unsigned opcode, std::uint64_t length) {
    if ((opcode == 0) != within_) throw Broken{1002};
    if (length > frame_bytes_ || length > message_bytes_ - message_.size()) throw Broken{1009};
    if (opcode != 0) text_ = opcode == 1;
    within_ = true;
  }

  void end_message() {
    if (text_ && !is_utf8(message_, true)) throw Broken{1007};
    found_.push_back((text_ ? "text " : "binary ") + message_);
    message_.clear();
    within_ = false;
  }

  void end_control(unsigned opcode, const std::string& content) {
    if (opcode == 9) found_.push_back("ping " + content);
    if (opcode == 10) found_.push_back("pong " + content);
    if (opcode != 8) return;
    closed_ = true;
    if (content.empty()) return found_.push_back("close 1005 ");
    if (content.size() == 1) throw Broken{1002};
    const int code = static_cast<unsigned char>(content[0]) * 256 + static_cast<unsigned char>(content[1]);
    const bool known = (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
    if (!known) throw Broken{1002};
    if (!is_utf8(std::string_view(content).substr(2), true)) throw Broken{1007};
    found_.push_back("close " + std::to_string(code) + " " + content.substr(2));
  }

  std::string_view bytes_;
  std::uint64_t message_bytes_;
  std::uint64_t frame_bytes_;
  std::size_t at_ = 0;
  std::string message_;
  bool within_ = false;
  bool text_ = false;
  bool closed_ = false;
  Found found_;
};

// What the reader finds until it needs more; false once it has ended.
bool collect(WebSocketReader& reader, Found& found) {
  for (;;) {
    switch (reader.read(WebSocketReader::Data::Wanted)) {
      case WebSocketReader::Found::Nothing:
        if (!reader.begin_turn()) return true;
        break;  // Others have had theirs.
      case WebSocketReader::Found::Data: return false;
      case WebSocketReader::Found::Message:
        found.push_back((reader.message().kind == MessageKind::Text ? "text " : "binary ") + std::string(reader.message().text()));
        reader.release_message();
        break;
      case WebSocketReader::Found::Ping: found.push_back("ping " + std::string(as_text(reader.control()))); break;
      case WebSocketReader::Found::Pong: found.push_back("pong " + std::string(as_text(reader.control()))); break;
      case WebSocketReader::Found::Close:
        found.push_back("close " + std::to_string(static_cast<int>(reader.code())) + " " + std::string(reader.reason()));
        return false;
      case WebSocketReader::Found::Broken: found.push_back("broken " + std::to_string(static_cast<int>(reader.code()))); return false;
    }
  }
}

}  // namespace

Found read_frames(std::string_view bytes, std::uint64_t message_bytes, std::uint64_t frame_bytes) {
  return Reading(bytes, message_bytes, frame_bytes).run();
}

Found read_frames_in_pieces(std::string_view bytes, const ReaderRules& rules, const std::vector<std::size_t>& cuts) {
  BufferPool buffers(4096);
  DeflatePool coders;
  SocketPools pools{buffers, coders};
  WebSocketReader reader(rules, pools);
  Found found;
  std::size_t at = 0;
  auto cut = cuts.begin();
  while (at < bytes.size()) {
    while (cut != cuts.end() && *cut <= at) ++cut;
    const std::size_t end = cut == cuts.end() ? bytes.size() : std::min(*cut, bytes.size());
    const MutableBytes room = reader.room();
    const std::size_t count = std::min(room.size(), end - at);
    std::ranges::copy(as_bytes(bytes.substr(at, count)), room.begin());
    reader.grow(count);
    at += count;
    if (!collect(reader, found)) break;
    reader.rest();
  }
  return found;
}

}  // namespace saki::http::reference
