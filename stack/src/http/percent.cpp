// SPDX-License-Identifier: Apache-2.0
#include "saki/http/percent.h"

#include <algorithm>
#include <cstring>

#include "base/hex.h"
#include "base/planted_bug.h"
#include "http/scan.h"
#include "saki/base/utf8.h"

namespace saki::http {
namespace {

constexpr int hex_value(char digit) noexcept {
  if (digit >= '0' && digit <= '9') return digit - '0';
  const char lowered = static_cast<char>(digit | ' ');
  return lowered >= 'a' && lowered <= 'f' ? lowered - 'a' + 10 : -1;
}

// The byte that the three characters at `place` stand for, or -1.
int encoded_byte(std::string_view text, std::size_t place) noexcept {
  if (text.size() - place < 3) return -1;
  const int high = hex_value(text[place + 1]);
  const int low = hex_value(text[place + 2]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

// Whether decoding and removing dot segments would leave the path as it is. `/.` may begin a harmless name; the long way finds out.
bool is_normal(std::string_view path) noexcept {
  const auto stops = [](ByteBlock block) { return (block.equal('\0') | block.equal('%') | block.equal('.') | block.equal('\\')).hits(); };
  const char* end = path.data() + path.size();
  for (const char* at = path.data();; ++at) {
    at = first_stop<ByteBlock>(at, end, path.data(), stops);
    if (at == end) return true;
    if (*at != '.' || at == path.data() || at[-1] == '/') return false;  // A NUL too: no path from the wire has one.
  }
}

constexpr bool is_hostile_byte(int byte) noexcept { return byte < ' ' || (byte == 0x7f && !kBugPlanted) || byte == '/' || byte == '\\'; }

// Decodes one segment to `out`; returns its end, or null where it is hostile.
char* decode_segment(std::string_view segment, char* out) noexcept {
  for (std::size_t i = 0; i < segment.size(); ++i) {
    const bool encoded = segment[i] == '%';
    const int byte = encoded ? encoded_byte(segment, i) : static_cast<unsigned char>(segment[i]);
    if (is_hostile_byte(byte)) return nullptr;
    *out++ = static_cast<char>(byte);
    if (encoded) i += 2;
  }
  return out;
}

// Joins the segments of a path again, one at a time, in normal form. `text` always begins with a slash once a segment was added.
class PathBuilder {
 public:
  explicit PathBuilder(char* memory) noexcept : start_(memory), end_(memory) {}

  // False where the segment is hostile.
  bool add(std::string_view segment, bool is_last) noexcept {
    *end_ = '/';
    char* const decoded_end = decode_segment(segment, end_ + 1);
    if (decoded_end == nullptr) return false;
    const std::string_view decoded(end_ + 1, decoded_end);
    const bool is_dot = decoded == ".";
    const bool is_parent = decoded == "..";
    if (!is_dot && !is_parent) {
      end_ = decoded_end;
      return true;
    }
    if (decoded.size() != segment.size()) return false;
    if (is_parent && !remove_segment()) return false;
    if (is_last) *end_++ = '/';
    return true;
  }

  [[nodiscard]] std::string_view text() const noexcept { return {start_, end_}; }

 private:
  bool remove_segment() noexcept {
    if (end_ == start_) return false;
    while (*--end_ != '/') {
    }
    return true;
  }

  char* start_;
  char* end_;
};

}  // namespace

std::optional<std::string_view> percent_decode(std::string_view text, Arena& arena) {
  const std::size_t first = text.find('%');
  if (first == text.npos) return text;
  char* const start = arena.allocate_array<char>(text.size()).data();
  std::memcpy(start, text.data(), first);
  char* out = start + first;
  for (std::size_t i = first; i < text.size(); ++i) {
    if (text[i] != '%') {
      *out++ = text[i];
      continue;
    }
    const int byte = encoded_byte(text, i);
    if (byte < 0) return std::nullopt;
    *out++ = static_cast<char>(byte);
    i += 2;
  }
  return std::string_view(start, out);
}

std::optional<std::string_view> normalize_path(std::string_view raw_path, Arena& arena) {
  if (is_normal(raw_path)) return raw_path;
  PathBuilder builder(arena.allocate_array<char>(raw_path.size() + 1).data());
  std::size_t start = 1;
  while (start <= raw_path.size()) {
    const std::size_t slash = std::min(raw_path.find('/', start), raw_path.size());
    if (!builder.add(raw_path.substr(start, slash - start), slash == raw_path.size())) return std::nullopt;
    start = slash + 1;
  }
  return is_utf8(builder.text()) ? std::optional(builder.text()) : std::nullopt;
}

std::string percent_encode(std::string_view text) {
  std::string encoded;
  encoded.reserve(text.size());
  for (const char byte : text) {
    const auto value = static_cast<unsigned char>(byte);
    const char lowered = static_cast<char>(byte | ' ');
    const bool unreserved =
        (lowered >= 'a' && lowered <= 'z') || (byte >= '0' && byte <= '9') || byte == '-' || byte == '.' || byte == '_' || byte == '~';
    if (unreserved) {
      encoded += byte;
    } else {
      encoded += '%';
      append_hex(encoded, value, kUpperHex);
    }
  }
  return encoded;
}

}  // namespace saki::http
