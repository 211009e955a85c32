// SPDX-License-Identifier: Apache-2.0
#include "service/start_reading.h"

#include <cstring>
#include <filesystem>
#include <type_traits>

#include "service/static_mounts.h"

namespace saki {
namespace {

// 64-bit FNV-1a: whoever writes the configuration has no reason to make two of them alike.
class Word {
 public:
  void add(std::string_view text) noexcept {
    add_number(text.size());  // Where one ends and the next begins counts.
    for (const char byte : text) add_byte(static_cast<unsigned char>(byte));
  }
  void add_number(std::uint64_t number) noexcept {
    for (unsigned shift = 0; shift < 64; shift += 8) add_byte(static_cast<unsigned char>(number >> shift));
  }
  [[nodiscard]] std::string text() const { return std::to_string(value_); }

 private:
  void add_byte(unsigned char byte) noexcept { value_ = (value_ ^ byte) * 0x100000001b3; }
  std::uint64_t value_ = 0xcbf29ce484222325;
};

void add(Word& word, const Config& config);

void add(Word& word, const SettingScalar& scalar) {
  word.add_number(scalar.index());
  std::visit(
      [&word](const auto& value) {
        using Value = std::remove_cvref_t<decltype(value)>;
        if constexpr (std::is_same_v<Value, ConfigSection>) {
          add(word, *value);
        } else if constexpr (std::is_same_v<Value, std::string>) {
          word.add(value);
        } else if constexpr (std::is_same_v<Value, double>) {
          std::uint64_t bits = 0;
          std::memcpy(&bits, &value, sizeof bits);
          word.add_number(bits);
        } else {
          word.add_number(static_cast<std::uint64_t>(value));
        }
      },
      scalar);
}

// Size and time of a page stand for what is in it.
void add_page(Word& word, const std::string& file) {
  const std::filesystem::path path = beside_executable(file);
  std::error_code error;
  word.add_number(std::filesystem::file_size(path, error));
  word.add_number(static_cast<std::uint64_t>(std::filesystem::last_write_time(path, error).time_since_epoch().count()));
}

void add(Word& word, const Config& config) {
  for (const Config::Item& item : config.items()) {
    if (!item.value) continue;
    word.add(item.setting.path);
    for (const std::string& key : item.value->keys) word.add(key);
    for (const SettingScalar& scalar : item.value->values) add(word, scalar);
    if (!item.setting.path.ends_with("error_pages")) continue;
    for (const SettingScalar& scalar : item.value->values) add_page(word, scalar_as<std::string>(scalar));
  }
}

}  // namespace

std::string start_reading(const Config& config) {
  Word word;
  add(word, config);
  return word.text();
}

}  // namespace saki
