// SPDX-License-Identifier: Apache-2.0
#include "process/stack_message.h"

#include <execinfo.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <span>

#include "process/control_channel.h"
#include "process/program_counter.h"

namespace saki {
namespace {

constexpr int kMostFrames = 128;

// The frames from where the signal struck; all of them where that cannot be found.
std::span<void* const> above_handler(std::span<void* const> frames, std::uintptr_t struck) noexcept {
  const auto found = std::find(frames.begin(), frames.end(), reinterpret_cast<void*>(struck));
  return found != frames.end() ? frames.subspan(static_cast<std::size_t>(found - frames.begin())) : frames;
}

}  // namespace

StackMessage::StackMessage(const void* context) noexcept {
  std::array<void*, kMostFrames> room;
  const auto count = static_cast<std::size_t>(std::max(0, ::backtrace(room.data(), kMostFrames)));
  const std::uintptr_t struck = program_counter(context);
  const auto frames = above_handler(std::span(room).first(count), struck);
  char name[16] = {};
  ::prctl(PR_GET_NAME, name);

  const char kind = static_cast<char>(ControlKind::Stack);
  append({&kind, 1});
  append_number(static_cast<std::uintptr_t>(::gettid()), 10);
  append(" ");
  append(name);
  append("\n");
  if (struck != 0 && (frames.empty() || frames.front() != reinterpret_cast<void*>(struck))) {
    append_number(struck, 16);
    append(" ");
  }
  for (void* const frame : frames) {
    append_number(reinterpret_cast<std::uintptr_t>(frame), 16);
    append(" ");
  }
}

void StackMessage::append(std::string_view text) noexcept {
  if (text.size() > bytes_.size() - size_) return;
  std::copy(text.begin(), text.end(), bytes_.begin() + static_cast<std::ptrdiff_t>(size_));
  size_ += text.size();
}

void StackMessage::append_number(std::uintptr_t number, unsigned base) noexcept {
  char digits[24];
  const auto [end, error] = std::to_chars(digits, digits + sizeof digits, number, static_cast<int>(base));
  append({digits, static_cast<std::size_t>(end - digits)});
}

}  // namespace saki
