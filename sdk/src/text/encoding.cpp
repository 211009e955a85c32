// SPDX-License-Identifier: Apache-2.0
#include "saki/encoding.h"

#include "saki/base/base64.h"
#include "text/base64_reader.h"
#include "text/hex.h"

namespace saki {

using text::Base64Kind;

namespace {

Result<std::string> read(std::string_view text, Base64Kind kind) {
  std::string bytes(text::base64_size(text, kind), '\0');
  if (!text::read_base64(text, kind, std::as_writable_bytes(std::span(bytes)))) return fail(Error::Invalid);
  return bytes;
}

}  // namespace

std::string to_base64(ByteView bytes) {
  std::string text;
  append_base64(text, bytes);
  return text;
}

std::string to_base64url(ByteView bytes) {
  std::string text;
  append_base64url(text, bytes);
  return text;
}

std::string to_hex(ByteView bytes) {
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const std::byte byte : bytes) text::append_hex(text, std::to_integer<std::uint8_t>(byte));
  return text;
}

std::string to_base64(std::string_view text) { return to_base64(as_bytes(text)); }
std::string to_base64url(std::string_view text) { return to_base64url(as_bytes(text)); }
std::string to_hex(std::string_view text) { return to_hex(as_bytes(text)); }

Result<std::string> from_base64(std::string_view text) { return read(text, Base64Kind::Standard); }
Result<std::string> from_base64url(std::string_view text) { return read(text, Base64Kind::Url); }

Result<std::string> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return fail(Error::Invalid);
  std::string bytes;
  bytes.reserve(text.size() / 2);
  for (std::size_t at = 0; at < text.size(); at += 2) {
    const int high = text::hex_value(text[at]);
    const int low = text::hex_value(text[at + 1]);
    if (high < 0 || low < 0) return fail(Error::Invalid);
    bytes.push_back(static_cast<char>(high * 16 + low));
  }
  return bytes;
}

}  // namespace saki
