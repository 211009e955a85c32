// SPDX-License-Identifier: Apache-2.0
//
// SharedFrame: one message for many WebSockets, put into its frame once, and deflated once for those that agreed on that.
//
// Copies share the bytes. Deflated without a context, so that every socket can send it whatever it has sent before.
#pragma once

#include <utility>

#include "saki/http/message_kind.h"

namespace saki::http {

class SharedFrame {  // Affinity: any. What is shared is frozen.
 public:
  enum class Forms : std::uint8_t { Plain, PlainAndDeflated };

  SharedFrame() noexcept = default;  // None.
  // Text must be UTF-8. The deflated form is left out where it would be no shorter. Throws std::bad_alloc.
  SharedFrame(MessageKind kind, ByteView content, Forms forms = Forms::Plain);
  SharedFrame(const SharedFrame& other) noexcept;
  SharedFrame(SharedFrame&& other) noexcept : body_(std::exchange(other.body_, nullptr)) {}
  SharedFrame& operator=(SharedFrame other) noexcept {
    std::swap(body_, other.body_);
    return *this;
  }
  ~SharedFrame();

  [[nodiscard]] explicit operator bool() const noexcept { return body_ != nullptr; }

  // Of one that is not none.
  [[nodiscard]] MessageKind kind() const noexcept;
  [[nodiscard]] ByteView content() const noexcept;
  [[nodiscard]] ByteView plain() const noexcept;     // The whole frame, as a server sends it.
  [[nodiscard]] ByteView deflated() const noexcept;  // Likewise; empty where there is none.

 private:
  struct Body;
  Body* body_ = nullptr;
};

}  // namespace saki::http
