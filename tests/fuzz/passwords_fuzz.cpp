// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as what is kept of a password or, where the last byte says so, as a file of users and one of keys. A hash is read where the
// slow reference finds one, and is written as it was read; a file is taken whole or told to be wrong, and what was taken of it stands
// there. None is compared with anything: that takes long on purpose.
#include <algorithm>
#include <string>
#include <vector>

#include "auth/credential_lines.h"
#include "auth/users.h"
#include "fuzz/controls.h"

namespace saki {
namespace {

using http::require;

constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> parts(1);
  for (const char each : text) {
    if (each == at) {
      parts.emplace_back();
    } else {
      parts.back() += each;
    }
  }
  return parts;
}

// Base64 without padding of `least` to 64 bytes, whose last digit has no bits to spare.
bool is_bytes(const std::string& text, std::size_t least) {
  std::size_t spare = 0;
  for (const char digit : text) {
    const std::size_t value = kDigits.find(digit);
    if (value == kDigits.npos) return false;
    spare = value & ((text.size() % 4 == 2) ? 15U : (text.size() % 4 == 3) ? 3U : 0U);
  }
  const std::size_t bytes = text.size() * 6 / 8;
  return text.size() % 4 != 1 && spare == 0 && bytes >= least && bytes <= 64;
}

// `name=` and a number of 1 to `most`, as people write it; 0 for anything else.
std::uint64_t number_in(const std::string& text, const std::string& name, std::uint64_t most) {
  if (text.size() < name.size() + 2 || text.size() > name.size() + 3) return 0;
  const std::uint64_t number = std::strtoull(text.c_str() + name.size() + 1, nullptr, 10);
  return number <= most && text == name + "=" + std::to_string(number) ? number : 0;
}

bool is_hash(std::string_view text) {
  const std::vector<std::string> parts = split(text, '$');
  if (parts.size() != 5 || !parts[0].empty() || parts[1] != "scrypt") return false;
  const std::vector<std::string> cost = split(parts[2], ',');
  if (cost.size() != 3) return false;
  const std::uint64_t log_n = number_in(cost[0], "ln", 20);
  const std::uint64_t r = number_in(cost[1], "r", 32);
  if (log_n == 0 || r == 0 || number_in(cost[2], "p", 16) == 0) return false;
  return (r * 128 << log_n) <= std::uint64_t{256} << 20 && is_bytes(parts[3], 8) && is_bytes(parts[4], 16);
}

void read_hash(std::string_view text) {
  const Result<PasswordHash> hash = PasswordHash::parse(text);
  require(hash.has_value() == is_hash(text));
  require(!hash || hash->text() == text);
}

void read_files(std::string_view text) {
  Diagnostics mistakes;
  const std::vector<std::string> lines = split(text, '\n');
  const auto found = read_credential_lines(text, "file", mistakes);
  for (const CredentialLine& each : found) require(lines[each.place.line - 1].starts_with(each.name + ":" + each.secret));
  Diagnostics of_users;
  const auto users = Users::read(text, "file", of_users);
  require((users != nullptr) == of_users.empty() && (users == nullptr || users->by_name.size() == found.size()));
  Diagnostics of_keys;
  const auto keys = KeyHolders::read(text, "file", of_keys);
  require((keys != nullptr) == of_keys.empty() && (keys == nullptr || keys->by_digest.size() <= found.size()));
}

}  // namespace
}  // namespace saki

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  saki::http::Controls controls(data, size);
  const bool is_file = controls.number() % 2 == 1;
  // Memory of exactly the text's size, so that a sanitizer sees a read past its end.
  const std::string_view text = controls.rest();
  const auto memory = std::make_unique<char[]>(text.size());
  std::ranges::copy(text, memory.get());
  const auto read = is_file ? saki::read_files : saki::read_hash;
  read({memory.get(), text.size()});
  return 0;
}
