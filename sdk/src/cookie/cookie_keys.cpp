// SPDX-License-Identifier: Apache-2.0
#include "cookie/cookie_keys.h"

#include <algorithm>

#include "saki/encoding.h"
#include "text/ascii.h"

namespace saki {
namespace {

constexpr std::size_t kMaxIdBytes = 32;

bool is_key_id(std::string_view id) noexcept {
  return !id.empty() && id.size() <= kMaxIdBytes &&
         std::ranges::all_of(id, [](char c) { return text::is_ascii_alnum(c) || c == '-' || c == '_'; });
}

}  // namespace

std::string CookieRing::Keys::add_line(std::string_view line) {
  const std::size_t gap = line.find_first_of(" \t");
  if (gap == line.npos) return "it has no id before its key";
  const std::string_view id = line.substr(0, gap);
  if (!is_key_id(id)) return "its id is not of up to 32 letters, digits, '-' and '_'";
  if (find(id) != nullptr) return "its id names another key already";
  if (keys_.size() == kMaxKeys) return "it is the key after the last of " + std::to_string(kMaxKeys);

  const Result<std::string> secret = from_base64(text::trim(line.substr(gap)));
  if (!secret) return "its key is no base64";
  if (secret->size() < kMinKeyBytes) return "its key is shorter than " + std::to_string(kMinKeyBytes) + " bytes";
  keys_.emplace_back(std::string(id), *secret);
  return {};
}

const CookieKey* CookieRing::Keys::find(std::string_view id) const noexcept {
  const auto found = std::ranges::find(keys_, id, &CookieKey::id);
  return found != keys_.end() ? &*found : nullptr;
}

}  // namespace saki
