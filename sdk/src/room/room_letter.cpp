// SPDX-License-Identifier: Apache-2.0
#include "room/room_letter.h"

#include <cstdint>
#include <cstring>
#include <utility>

#include "saki/base/bytes.h"
#include "saki/base/utf8.h"

namespace saki {
namespace {

constexpr char kVersion = 1;

void put(std::string& bytes, std::uint64_t number, unsigned size) {
  for (unsigned index = 0; index < size; ++index, number >>= 8) bytes += static_cast<char>(number & 0xFF);
}

void put(std::string& bytes, std::string_view text) {
  put(bytes, text.size(), 4);
  bytes += text;
}

// Takes from the front of what is left; what is not there sets `short_`.
class Cutter {
 public:
  explicit Cutter(std::string_view bytes) noexcept : rest_(bytes) {}

  std::string_view take(std::uint64_t size) noexcept {
    short_ = short_ || size > rest_.size();
    if (short_) return {};
    const std::string_view taken = rest_.substr(0, static_cast<std::size_t>(size));
    rest_.remove_prefix(taken.size());
    return taken;
  }
  std::uint64_t number(unsigned size) noexcept {
    std::uint64_t number = 0;
    unsigned shift = 0;
    for (const char byte : take(size)) number |= std::uint64_t{static_cast<unsigned char>(byte)} << std::exchange(shift, shift + 8);
    return number;
  }
  std::string text() { return std::string(take(number(4))); }
  [[nodiscard]] bool whole() const noexcept { return !short_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool short_ = false;
};

}  // namespace

std::string write_letter(const RoomLetter& letter) {
  std::string bytes;
  bytes.reserve(64 + letter.post.room.size() + letter.post.text.size());
  bytes += kVersion;
  put(bytes, static_cast<std::uint64_t>(letter.post.kind), 1);
  bytes += as_text(letter.process);
  put(bytes, letter.number, 8);
  put(bytes, letter.post.from, 8);
  put(bytes, letter.post.room);
  put(bytes, letter.post.label.name());
  put(bytes, letter.post.label.id());
  put(bytes, letter.post.text);
  return bytes;
}

// What another process took for text is checked like what comes from anybody: members are promised UTF-8.
std::optional<RoomLetter> read_letter(std::string_view bytes) {
  Cutter cutter(bytes);
  RoomLetter letter;
  if (cutter.take(1) != std::string_view(&kVersion, 1)) return std::nullopt;
  const std::uint64_t kind = cutter.number(1);
  if (kind != static_cast<std::uint64_t>(http::MessageKind::Text) && kind != static_cast<std::uint64_t>(http::MessageKind::Binary)) {
    return std::nullopt;
  }
  letter.post.kind = static_cast<http::MessageKind>(kind);
  const std::string_view process = cutter.take(letter.process.size());
  if (!process.empty()) std::memcpy(letter.process.data(), process.data(), process.size());
  letter.number = cutter.number(8);
  letter.post.from = cutter.number(8);
  letter.post.room = cutter.text();
  const std::string name = cutter.text();
  const std::string id = cutter.text();
  letter.post.text = cutter.text();
  if (!cutter.whole()) return std::nullopt;
  if (letter.post.kind == http::MessageKind::Text && !is_utf8(letter.post.text)) return std::nullopt;
  try {
    letter.post.label = EventLabel(name, id);
  } catch (const std::exception&) {
    return std::nullopt;  // Line breaks in it.
  }
  return letter;
}

}  // namespace saki
