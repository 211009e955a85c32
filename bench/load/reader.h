// SPDX-License-Identifier: Apache-2.0
//
// Reader: cuts what one connection receives into answers, and says of each whether it is right.
#pragma once

#include <string_view>

namespace load {

class Reader {  // Affinity: one thread.
 public:
  Reader() = default;
  Reader(const Reader&) = delete;
  virtual ~Reader() = default;

  // The next `count` answers are, byte by byte, `answers`, which outlives their arrival. For protocols that can know that.
  virtual void expect(std::string_view /*answers*/, unsigned /*count*/) {}

  // Takes bytes as they arrived; returns how many answers they completed, each of them counted in the tally.
  [[nodiscard]] virtual unsigned take(std::string_view bytes) = 0;

  // The connection has ended; returns 1 when that is what completed an answer.
  [[nodiscard]] virtual unsigned take_end() = 0;

  [[nodiscard]] virtual bool open() const noexcept = 0;             // The server has agreed to be asked.
  [[nodiscard]] virtual bool broken() const noexcept = 0;           // What arrived is no answer: nothing after it is.
  [[nodiscard]] virtual bool closes() const noexcept = 0;           // The last answer announced the end.
  [[nodiscard]] virtual bool between_answers() const noexcept = 0;
};

}  // namespace load
