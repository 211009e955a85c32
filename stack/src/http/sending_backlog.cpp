// SPDX-License-Identifier: Apache-2.0
#include "http/sending_backlog.h"

#include <algorithm>

namespace saki::http {

void SendingBacklog::put(std::unique_ptr<Control>& control, ByteView content) {
  if (control == nullptr) control = std::make_unique<Control>();
  control->size = content.size();
  std::ranges::copy(content, control->content.begin());
}

void SendingBacklog::note_current_written(std::size_t& count) noexcept {
  if (count == 0) return;
  current.begun = true;
  const std::size_t of_head = std::min(count, current.head_left().size());
  current.head_at = static_cast<std::uint8_t>(current.head_at + of_head);
  count -= of_head;
  const std::size_t of_content = std::min(count, current.content.size());
  current.content = current.content.subspan(of_content);
  count -= of_content;
  if (current.content.empty() && current.head_left().empty()) end_current({});
}

void SendingBacklog::end_current(const Result<>& outcome) noexcept {
  WebSocket::Send* const send = current.send;
  current = {};
  if (send != nullptr) end(*send, outcome);
}

void SendingBacklog::end(WebSocket::Send& send, const Result<>& outcome) noexcept {
  if (!outcome) send.failure_ = Error::Closed;
  send.ended_ = true;
  ended.push_back(send);
}

}  // namespace saki::http
