// SPDX-License-Identifier: Apache-2.0
#include "session/csrf_code.h"

#include <algorithm>
#include <array>

#include "saki/encoding.h"
#include "saki/hmac.h"
#include "saki/random.h"

namespace saki {
namespace {

constexpr std::size_t kCodeBytes = 16;
constexpr std::size_t kTokenDigits = 43;  // Of mask and masked code.

std::array<std::byte, kCodeBytes> code_of(std::string_view secret) {
  const auto digest = HmacSha256::of(secret, "saki token against forged requests 1");
  std::array<std::byte, kCodeBytes> code;
  std::copy_n(digest.begin(), kCodeBytes, code.begin());
  return code;
}

}  // namespace

std::string make_csrf_token(std::string_view secret) {
  const auto mask = random_bytes<kCodeBytes>();
  std::array<std::byte, 2 * kCodeBytes> token;
  const auto code = code_of(secret);
  for (std::size_t i = 0; i < kCodeBytes; ++i) {
    token[i] = mask[i];
    token[kCodeBytes + i] = mask[i] ^ code[i];
  }
  return to_base64url(token);
}

bool is_csrf_token(std::string_view token, std::string_view secret) {
  if (token.size() != kTokenDigits) return false;
  const Result<std::string> bytes = from_base64url(token);
  if (!bytes) return false;
  const ByteView masked = as_bytes(*bytes);
  std::array<std::byte, kCodeBytes> code;
  for (std::size_t i = 0; i < kCodeBytes; ++i) code[i] = masked[i] ^ masked[kCodeBytes + i];
  return secure_equal(ByteView(code), ByteView(code_of(secret)));
}

}  // namespace saki
