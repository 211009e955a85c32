// SPDX-License-Identifier: Apache-2.0
//
// StoreRecord: what became of one key, as a store's files tell it.
//
// A file: 8 bytes that name the format, then records. A record, numbers little-endian:
//   u32 length of what follows the checksum
//   u64 checksum of it: SipHash under a key known to all, against accidents
//   u8 kind, i64 end of its life in microseconds from 1970 (0: for good), u32 length of the key, the key, the value
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace saki {

enum class StoreRecordKind : std::uint8_t {
  Set = 1,  // The key has this value and this end.
  Expire,   // It has another end.
  Remove,
};

class StoreRecord {
 public:
  static constexpr std::string_view kFormat = "sakistr1";
  static constexpr std::size_t kHeadBytes = 12;       // Length and checksum.
  static constexpr std::size_t kFixedBytes = 13;      // Kind, end, and the key's length.
  static constexpr std::uint32_t kMostBytes = 1U << 30;  // Behind the head: what is longer was no record.

  StoreRecord(StoreRecordKind what, std::string of, std::string with = {}, std::int64_t until = 0)
      : kind(what), key(std::move(of)), value(std::move(with)), end(until) {}

  StoreRecordKind kind;
  std::string key;
  std::string value;
  std::int64_t end;
};

// Puts a record behind what `file` holds.
void write_record(std::string& file, StoreRecordKind kind, std::string_view key, std::string_view value, std::int64_t end);

[[nodiscard]] std::uint64_t record_checksum(std::string_view body) noexcept;

}  // namespace saki
