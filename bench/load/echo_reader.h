// SPDX-License-Identifier: Apache-2.0
//
// EchoReader: the reader of a WebSocket whose server sends every message back.
//
// First comes the answer to the opening handshake, then nothing but the messages that went out, each in one frame.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "reader.h"
#include "tally.h"

namespace load {

class EchoReader : public Reader {  // Affinity: one thread.
 public:
  explicit EchoReader(Tally& tally) noexcept : tally_(&tally) {}

  void expect(std::string_view answers, unsigned count) override;
  [[nodiscard]] unsigned take(std::string_view bytes) override;
  [[nodiscard]] unsigned take_end() override { return 0; }
  [[nodiscard]] bool open() const noexcept override { return open_; }
  [[nodiscard]] bool broken() const noexcept override { return broken_; }
  [[nodiscard]] bool closes() const noexcept override { return false; }
  [[nodiscard]] bool between_answers() const noexcept override { return expected_.empty(); }

 private:
  [[nodiscard]] std::string_view take_opening(std::string_view bytes);

  Tally* tally_;
  std::string opening_;        // As much of the handshake's answer as has arrived.
  std::string_view expected_;  // What is still to come.
  unsigned count_ = 0;         // How many answers that is.
  bool open_ = false;
  bool broken_ = false;
};

}  // namespace load
