// SPDX-License-Identifier: Apache-2.0
#include "job/kept_run.h"

#include <charconv>

namespace saki {
namespace {

constexpr std::string_view kVersion = "1";

// Takes a word off the front, up to `end`, which goes as well. False where there is none.
bool take_word(std::string_view& text, char end, std::string_view& word) noexcept {
  const std::size_t length = text.find(end);
  if (length == std::string_view::npos) return false;
  word = text.substr(0, length);
  text.remove_prefix(length + 1);
  return true;
}

template <class T>
bool take_number(std::string_view& text, char end, T& number) noexcept {
  std::string_view word;
  if (!take_word(text, end, word)) return false;
  const auto read = std::from_chars(word.data(), word.data() + word.size(), number);
  return read.ec == std::errc() && read.ptr == word.data() + word.size();
}

bool take_time(std::string_view& text, WallTime& time) noexcept {
  std::int64_t count = 0;
  if (!take_number(text, ' ', count)) return false;
  time = WallTime(std::chrono::microseconds(count));
  return true;
}

std::string word_of(WallTime time) { return " " + std::to_string(time.time_since_epoch().count()); }

}  // namespace

std::string KeptRun::text() const {
  std::string made(kVersion);
  made += word_of(due) + word_of(next) + " " + std::to_string(begun) + " " + std::to_string(failed) + "\n";
  return made + arguments;
}

std::optional<KeptRun> KeptRun::parse(std::string_view text) {
  KeptRun run;
  std::string_view version;
  const bool read = take_word(text, ' ', version) && version == kVersion && take_time(text, run.due) && take_time(text, run.next) &&
                    take_number(text, ' ', run.begun) && take_number(text, '\n', run.failed);
  if (!read || run.failed > run.begun) return std::nullopt;
  run.arguments = text;
  return run;
}

}  // namespace saki
