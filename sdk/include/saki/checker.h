// SPDX-License-Identifier: Apache-2.0
//
// Checker: collects the rules that values break, each with the place where it stands. Readers of requests are checkers.
#pragma once

#include <string>
#include <string_view>

#include "saki/place.h"
#include "saki/violations.h"

namespace saki {

class Checker {  // Affinity: one thread.
 public:
  Checker(Violations& violations, ViolationIn in) noexcept : violations_(&violations), in_(in) {}
  Checker(const Checker&) = delete;
  Checker& operator=(const Checker&) = delete;

  // Reports the value at the current place; always false, for `return checker.violate(…)`.
  bool violate(std::string_view code, std::string detail);

  [[nodiscard]] const Place& place() const noexcept { return *place_; }

  // Moves the current place inward for as long as it lives.
  class Inward {
   public:
    template <class Step>
    Inward(Checker& checker, Step step) noexcept : checker_(checker), outer_(checker.place_), place_(*outer_, step) {
      checker_.place_ = &place_;
    }
    Inward(const Inward&) = delete;
    Inward& operator=(const Inward&) = delete;
    ~Inward() { checker_.place_ = outer_; }

   private:
    Checker& checker_;
    const Place* outer_;
    Place place_;
  };

 private:
  Violations* violations_;
  ViolationIn in_;
  Place whole_;
  const Place* place_ = &whole_;
};

}  // namespace saki
