// SPDX-License-Identifier: Apache-2.0
#include "saki/password.h"

#include <openssl/evp.h>

#include <charconv>
#include <new>
#include <optional>
#include <stdexcept>

#include "saki/encoding.h"
#include "saki/random.h"
#include "saki/secure_equal.h"
#include "web/planted_bug.h"

namespace saki {
namespace {

constexpr std::size_t kSaltBytes = 16;
constexpr std::size_t kHashBytes = 32;
constexpr std::size_t kMostBytes = 64;  // Of a salt or a hash that is read.

bool is_reasonable(const ScryptCost& cost) noexcept {
  const bool in_range = cost.log_n >= 1 && cost.log_n <= 20 && cost.r >= 1 && cost.r <= 32 && cost.p >= 1 && cost.p <= 16;
  return in_range && (kBugPlanted || (std::uint64_t{128} * cost.r << cost.log_n) <= PasswordHash::kMostMemoryBytes);
}

std::string scrypt(std::string_view password, std::string_view salt, const ScryptCost& cost, std::size_t size_bytes) {
  std::string hash(size_bytes, '\0');
  const int made = EVP_PBE_scrypt(password.data(), password.size(), reinterpret_cast<const unsigned char*>(salt.data()), salt.size(),
                                  std::uint64_t{1} << cost.log_n, cost.r, cost.p, 2 * PasswordHash::kMostMemoryBytes,
                                  reinterpret_cast<unsigned char*>(hash.data()), hash.size());
  if (made != 1) throw std::bad_alloc();
  return hash;
}

std::string to_bare_base64(std::string_view bytes) {
  std::string text = to_base64(bytes);
  while (text.ends_with('=')) text.pop_back();
  return text;
}

std::optional<std::string> from_bare_base64(std::string_view text, std::size_t least) {
  std::string padded(text);
  while (padded.size() % 4 != 0) padded.push_back('=');
  Result<std::string> bytes = text.ends_with('=') ? fail(Error::Invalid) : from_base64(padded);
  const bool fits = bytes && bytes->size() >= least && bytes->size() <= kMostBytes;
  return fits ? std::optional(std::move(*bytes)) : std::nullopt;
}

// Takes what stands before `end` off the front of `text`; all of it where that is not there.
std::string_view take_until(std::string_view& text, char end) noexcept {
  const std::size_t size = std::min(text.find(end), text.size());
  const std::string_view taken = text.substr(0, size);
  text.remove_prefix(std::min(size + 1, text.size()));
  return taken;
}

// `name=7`, without leading zeros.
std::optional<std::uint32_t> number_of(std::string_view parameter, std::string_view name) noexcept {
  if (!parameter.starts_with(name)) return std::nullopt;
  const std::string_view digits = parameter.substr(name.size());
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  const bool whole = error == std::errc() && end == digits.data() + digits.size() && digits.front() != '0';
  return whole ? std::optional(value) : std::nullopt;
}

std::optional<ScryptCost> cost_of(std::string_view text) noexcept {
  const auto log_n = number_of(take_until(text, ','), "ln=");
  const auto r = number_of(take_until(text, ','), "r=");
  const auto p = number_of(text, "p=");
  if (!log_n || !r || !p) return std::nullopt;
  const ScryptCost cost{*log_n, *r, *p};
  return is_reasonable(cost) ? std::optional(cost) : std::nullopt;
}

std::string random_text(std::size_t size_bytes) {
  std::string bytes(size_bytes, '\0');
  fill_random(std::as_writable_bytes(std::span(bytes)));
  return bytes;
}

}  // namespace

PasswordHash PasswordHash::of(std::string_view password, const ScryptCost& cost) {
  if (!is_reasonable(cost)) throw std::invalid_argument("a cost of scrypt that nobody can pay");
  std::string salt = random_text(kSaltBytes);
  std::string hash = scrypt(password, salt, cost, kHashBytes);
  return {cost, std::move(salt), std::move(hash)};
}

PasswordHash PasswordHash::of_nobody(const ScryptCost& cost) { return {cost, random_text(kSaltBytes), random_text(kHashBytes)}; }

Result<PasswordHash> PasswordHash::parse(std::string_view text) {
  constexpr std::string_view kStart = "$scrypt$";
  if (!text.starts_with(kStart)) return fail(Error::Invalid);
  text.remove_prefix(kStart.size());
  const auto cost = cost_of(take_until(text, '$'));
  auto salt = from_bare_base64(take_until(text, '$'), 8);
  auto hash = from_bare_base64(text, 16);
  if (!cost || !salt || !hash) return fail(Error::Invalid);
  return PasswordHash(*cost, std::move(*salt), std::move(*hash));
}

bool PasswordHash::matches(std::string_view password) const { return secure_equal(scrypt(password, salt_, cost_, hash_.size()), hash_); }

std::string PasswordHash::text() const {
  return "$scrypt$ln=" + std::to_string(cost_.log_n) + ",r=" + std::to_string(cost_.r) + ",p=" + std::to_string(cost_.p) + '$' +
         to_bare_base64(salt_) + '$' + to_bare_base64(hash_);
}

}  // namespace saki
