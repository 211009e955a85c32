// SPDX-License-Identifier: Apache-2.0
//
// A record as it lies in a ring: a fixed head, the message, then each field as head, name, value. Host byte order, unaligned.
//
// Texts are copied, an Error travels as its 16 bytes and becomes text at the writer, the stream is a pointer. What does not fit is cut:
// the message between two code points and to three quarters at most where there are fields, then the value that reaches the end, then
// all fields behind it.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "saki/base/bytes.h"
#include "saki/base/clock.h"
#include "saki/log/log_record.h"

namespace saki {

class LogStream;

// What a record has besides its texts.
struct RecordHead {
  MonotonicTime time;
  const LogStream* stream;
  LogLevel level;
};

// Bytes the record takes when nothing is cut.
[[nodiscard]] std::size_t record_bytes(std::string_view message, std::span<const LogField> fields) noexcept;

// Puts the record into `into`, cut to it; returns the bytes used. `into` has room for the fixed head and 64 bytes more.
std::size_t encode_record(MutableBytes into, const RecordHead& head, std::string_view message, std::span<const LogField> fields) noexcept;

[[nodiscard]] RecordHead decode_head(ByteView bytes) noexcept;

// The rest of a record, without its time; views into `bytes`. `fields` is overwritten and referred to.
[[nodiscard]] LogRecord decode_record(ByteView bytes, std::vector<LogField>& fields);

}  // namespace saki
