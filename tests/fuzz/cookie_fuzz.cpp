// SPDX-License-Identifier: Apache-2.0
//
// A line with a name, the rest the value of a Cookie field: the cookie is found where the slow reference finds it. What it holds is no
// sealed cookie of ours unless we would make that very text; what we make of it comes back, and not once a byte of it was changed.
#include <memory>
#include <optional>
#include <string>

#include "fuzz/controls.h"
#include "saki/cookie.h"
#include "saki/cookie_ring.h"
#include "saki/timestamp.h"

namespace saki {
namespace {

using http::require;

constexpr Timestamp kNow(WallTime(std::chrono::sys_days{std::chrono::year{2026} / 1 / 1}));
constexpr Timestamp kUntil = kNow + std::chrono::hours{1};

// The key of the corpus, 32 letters `a`.
const CookieRing& ring() {
  static const CookieRing kRing = CookieRing::parse("k1 YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE=").value();
  return kRing;
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }

std::string without_blanks(std::string text) {
  while (!text.empty() && is_blank(text.front())) text.erase(0, 1);
  while (!text.empty() && is_blank(text.back())) text.pop_back();
  return text;
}

// A byte at a time: a pair ends at `;`, its name at the first `=`.
std::optional<std::string> reference_cookie(std::string_view field, std::string_view name) {
  std::string left;
  std::string right;
  bool has_equals = false;
  for (std::size_t at = 0; at <= field.size(); ++at) {
    if (at < field.size() && field[at] != ';') {
      if (field[at] == '=' && !has_equals) {
        has_equals = true;
      } else {
        (has_equals ? right : left) += field[at];
      }
      continue;
    }
    if (has_equals && without_blanks(left) == name) return without_blanks(right);
    left.clear();
    right.clear();
    has_equals = false;
  }
  return std::nullopt;
}

void check_found(std::string_view name, std::string_view text) {
  if (const auto opened = ring().verify(name, text, kNow)) require(ring().sign(name, opened->value, opened->until) == text);
  if (const auto opened = ring().open(name, text, kNow)) require(ring().open(name, text, opened->until).error() == CookieFault::Expired);
}

void check_made(std::string_view name, std::string_view value, std::size_t place) {
  for (std::string text : {ring().sign(name, value, kUntil), ring().seal(name, value, kUntil)}) {
    const auto read = [&] { return text.starts_with('s') ? ring().verify(name, text, kNow) : ring().open(name, text, kNow); };
    require(read().value().value == value);
    text[place % text.size()] ^= static_cast<char>(1 + place % 127);
    require(!read());
  }
}

}  // namespace
}  // namespace saki

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  saki::http::Controls controls(data, size);
  const std::size_t place = controls.number();
  // Memory of exactly the text's size, so that a sanitizer sees a read past its end.
  const std::string_view given = controls.rest();
  const auto memory = std::make_unique<char[]>(given.size());
  std::copy(given.begin(), given.end(), memory.get());
  const std::string_view text(memory.get(), given.size());

  const std::size_t line = std::min(text.find('\n'), text.size());
  const std::string_view name = text.substr(0, line);
  const std::string_view field = text.substr(std::min(line + 1, text.size()));
  const auto found = saki::find_cookie(field, name);
  saki::http::require(found == saki::reference_cookie(field, name));
  if (found) saki::check_found(name, *found);
  if (name.size() + field.size() < 2500) saki::check_made(name, field, place);
  return 0;
}
