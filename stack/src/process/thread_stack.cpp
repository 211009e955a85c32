// SPDX-License-Identifier: Apache-2.0
#include "process/thread_stack.h"

#include <charconv>

namespace saki {
namespace {

// Takes the number at the front and the character behind it; 0 where there is none.
template <class Number>
Number take_number(std::string_view& text, int base) noexcept {
  Number number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  const auto digits = static_cast<std::size_t>(end - text.data());
  text.remove_prefix(std::min(digits + 1, text.size()));
  return number;
}

}  // namespace

ThreadStack thread_stack_from(std::string_view message) {
  ThreadStack stack;
  stack.thread = take_number<pid_t>(message, 10);
  stack.name = message.substr(0, message.find('\n'));
  message.remove_prefix(std::min(stack.name.size() + 1, message.size()));
  while (!message.empty()) stack.addresses.push_back(take_number<std::uintptr_t>(message, 16));
  return stack;
}

}  // namespace saki
