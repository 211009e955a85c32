// SPDX-License-Identifier: Apache-2.0
#include "keyword.h"

#include <algorithm>
#include <array>

namespace saki {
namespace {

constexpr std::array<std::string_view, 4> kRows{"insert", "update", "delete", "replace"};
constexpr std::array<std::string_view, 7> kSchema{"create", "alter", "drop", "vacuum", "reindex", "analyze", "pragma"};

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_letter(char c) noexcept { return lower(c) >= 'a' && lower(c) <= 'z'; }

std::string_view first_word(std::string_view sql) noexcept {
  const std::size_t begin = sql.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  sql.remove_prefix(begin);
  const auto end = std::find_if_not(sql.begin(), sql.end(), is_letter);
  return sql.substr(0, static_cast<std::size_t>(end - sql.begin()));
}

bool same_word(std::string_view word, std::string_view lower_case) noexcept {
  return word.size() == lower_case.size() &&
         std::equal(word.begin(), word.end(), lower_case.begin(), [](char a, char b) { return lower(a) == b; });
}

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) noexcept {
  return std::ranges::any_of(words, [word](std::string_view each) { return same_word(word, each); });
}

}  // namespace

bool may_change_rows(std::string_view sql) noexcept {
  const std::string_view word = first_word(sql);
  return is_one_of(word, kRows) || same_word(word, "with");
}

bool is_for_writer(std::string_view sql) noexcept {
  const std::string_view word = first_word(sql);
  if (same_word(word, "select")) return false;  // Most are.
  return is_one_of(word, kRows) || is_one_of(word, kSchema);
}

}  // namespace saki
