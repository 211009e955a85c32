// SPDX-License-Identifier: Apache-2.0
#include "log/record_codec.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <type_traits>

#include "saki/base/utf8.h"
#include "saki/log/log_stream.h"

namespace saki {
namespace {

struct FixedHead {
  RecordHead head;
  std::uint32_t message_bytes;
  std::uint16_t field_count;
  bool truncated;
};

struct FieldHead {
  std::uint32_t value_bytes;
  std::uint16_t name_bytes;
  std::uint16_t kind;  // Index of LogValue::Held.
};

constexpr std::size_t kLongestName = 256;

template <class T>
T read_as(ByteView& bytes) noexcept {
  static_assert(std::is_trivially_copyable_v<T>);
  std::array<std::byte, sizeof(T)> raw;
  std::copy_n(bytes.begin(), sizeof(T), raw.begin());
  bytes = bytes.subspan(sizeof(T));
  return std::bit_cast<T>(raw);
}

std::string_view read_text(ByteView& bytes, std::size_t length) noexcept {
  const std::string_view text = as_text(bytes.first(length));
  bytes = bytes.subspan(length);
  return text;
}

std::size_t value_bytes(const LogValue& value) noexcept {
  return std::visit(
      [](const auto& held) -> std::size_t {
        using T = std::decay_t<decltype(held)>;
        if constexpr (std::is_same_v<T, std::string_view>) return held.size();
        if constexpr (std::is_same_v<T, std::monostate>) return 0;
        return sizeof(T);
      },
      value.held());
}

class Encoder {
 public:
  explicit Encoder(MutableBytes into) noexcept : into_(into) {}

  [[nodiscard]] std::size_t used() const noexcept { return used_; }
  [[nodiscard]] std::size_t left() const noexcept { return into_.size() - used_; }

  template <class T>
  void put(const T& value) noexcept {
    put_bytes(&value, sizeof value);
  }
  void put_text(std::string_view text) noexcept { put_bytes(text.data(), text.size()); }

  // True when the field is there as it was given.
  bool put_field(const LogField& field) noexcept {
    const std::string_view name = utf8_cut(field.name, kLongestName);
    if (left() < sizeof(FieldHead) + name.size()) return false;
    const std::size_t room = left() - sizeof(FieldHead) - name.size();
    const auto* text = std::get_if<std::string_view>(&field.value.held());
    if (text == nullptr && value_bytes(field.value) > room) return false;
    const std::string_view cut = text != nullptr ? utf8_cut(*text, room) : std::string_view{};
    const std::size_t size = text != nullptr ? cut.size() : value_bytes(field.value);
    put(FieldHead{static_cast<std::uint32_t>(size), static_cast<std::uint16_t>(name.size()),
                  static_cast<std::uint16_t>(field.value.held().index())});
    put_text(name);
    if (text != nullptr) {
      put_text(cut);
    } else {
      put_value(field.value);
    }
    ++fields_;
    return text == nullptr || cut.size() == text->size();
  }

  [[nodiscard]] std::uint16_t fields() const noexcept { return fields_; }

 private:
  void put_bytes(const void* bytes, std::size_t size) noexcept {
    if (size > 0) std::memcpy(into_.data() + used_, bytes, size);
    used_ += size;
  }

  void put_value(const LogValue& value) noexcept {
    std::visit(
        [this](const auto& held) {
          if constexpr (!std::is_same_v<std::decay_t<decltype(held)>, std::monostate>) put(held);
        },
        value.held());
  }

  MutableBytes into_;
  std::size_t used_ = 0;
  std::uint16_t fields_ = 0;
};

template <std::size_t Index = 0>
LogValue read_value(std::size_t kind, ByteView bytes) noexcept {
  using Held = LogValue::Held;
  if constexpr (Index == std::variant_size_v<Held>) {
    return {};
  } else {
    if (kind != Index) return read_value<Index + 1>(kind, bytes);
    using T = std::variant_alternative_t<Index, Held>;
    if constexpr (std::is_same_v<T, std::monostate>)
      return {};
    else if constexpr (std::is_same_v<T, std::string_view>)
      return as_text(bytes);
    else
      return read_as<T>(bytes);
  }
}

}  // namespace

std::size_t record_bytes(std::string_view message, std::span<const LogField> fields) noexcept {
  std::size_t total = sizeof(FixedHead) + message.size();
  for (const LogField& field : fields) total += sizeof(FieldHead) + field.name.size() + value_bytes(field.value);
  return total;
}

std::size_t encode_record(MutableBytes into, const RecordHead& head, std::string_view message, std::span<const LogField> fields) noexcept {
  Encoder body(into.subspan(sizeof(FixedHead)));
  const bool fits = record_bytes(message, fields) <= into.size();
  const std::string_view cut = fits ? message : utf8_cut(message, fields.empty() ? body.left() : body.left() / 4 * 3);
  body.put_text(cut);
  const bool fields_whole = std::all_of(fields.begin(), fields.end(), [&body](const LogField& field) { return body.put_field(field); });
  const bool whole = fields_whole && cut.size() == message.size();
  Encoder(into).put(FixedHead{head, static_cast<std::uint32_t>(cut.size()), body.fields(), !whole});
  return sizeof(FixedHead) + body.used();
}

RecordHead decode_head(ByteView bytes) noexcept { return read_as<FixedHead>(bytes).head; }

LogRecord decode_record(ByteView bytes, std::vector<LogField>& fields) {
  const auto fixed = read_as<FixedHead>(bytes);
  LogRecord record;
  record.level = fixed.head.level;
  record.logger = fixed.head.stream->name();
  record.truncated = fixed.truncated;
  record.message = read_text(bytes, fixed.message_bytes);
  fields.clear();
  for (std::uint16_t i = 0; i < fixed.field_count; ++i) {
    const auto head = read_as<FieldHead>(bytes);
    const std::string_view name = read_text(bytes, head.name_bytes);
    fields.emplace_back(name, read_value(head.kind, bytes.first(head.value_bytes)));
    bytes = bytes.subspan(head.value_bytes);
  }
  record.fields = fields;
  return record;
}

}  // namespace saki
