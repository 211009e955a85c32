// SPDX-License-Identifier: Apache-2.0
//
// The constraints of the manifest as small objects: `check(checker, value, rule)` reports what is broken and returns whether all held.
//
// Generated code names them where a value is read, from JSON or from a parameter alike: `Range<std::int32_t>(1, 100)`, `Length(1, 200)`,
// `Items(Count::at_most(16), Length(1, 30))`, `All(Length::at_most(64), Format::Email)`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <tuple>

#include "saki/bytes.h"
#include "saki/checker.h"
#include "saki/pattern.h"

namespace saki {

// Every value will do.
class AnyValue {};

template <class T>
bool check(Checker&, const T&, AnyValue) noexcept {
  return true;
}

// A number between bounds, both included.
template <class T>
class Range {
 public:
  constexpr Range(T minimum, T maximum) noexcept : minimum_(minimum), maximum_(maximum) {}
  static constexpr Range at_least(T minimum) noexcept { return {minimum, std::numeric_limits<T>::max()}; }
  static constexpr Range at_most(T maximum) noexcept { return {std::numeric_limits<T>::lowest(), maximum}; }

  [[nodiscard]] constexpr T minimum() const noexcept { return minimum_; }
  [[nodiscard]] constexpr T maximum() const noexcept { return maximum_; }

 private:
  T minimum_;
  T maximum_;
};

bool check(Checker& checker, std::int32_t value, const Range<std::int32_t>& rule);
bool check(Checker& checker, std::int64_t value, const Range<std::int64_t>& rule);
bool check(Checker& checker, std::uint32_t value, const Range<std::uint32_t>& rule);
bool check(Checker& checker, std::uint64_t value, const Range<std::uint64_t>& rule);
bool check(Checker& checker, double value, const Range<double>& rule);

// Bounds of a number of things, both included.
class Extent {
 public:
  constexpr Extent() noexcept = default;
  constexpr Extent(std::size_t minimum, std::size_t maximum) noexcept : minimum_(minimum), maximum_(maximum) {}

  [[nodiscard]] constexpr std::size_t minimum() const noexcept { return minimum_; }
  [[nodiscard]] constexpr std::size_t maximum() const noexcept { return maximum_; }
  [[nodiscard]] constexpr bool holds(std::size_t count) const noexcept { return count >= minimum_ && count <= maximum_; }

 protected:
  static constexpr std::size_t kOpen = std::numeric_limits<std::size_t>::max();

 private:
  std::size_t minimum_ = 0;
  std::size_t maximum_ = kOpen;
};

// The code points of a text, the bytes of a binary value.
class Length : public Extent {
 public:
  using Extent::Extent;
  static constexpr Length at_least(std::size_t minimum) noexcept { return {minimum, kOpen}; }
  static constexpr Length at_most(std::size_t maximum) noexcept { return {0, maximum}; }
};

bool check(Checker& checker, std::string_view text, const Length& rule);
bool check(Checker& checker, const Bytes& bytes, const Length& rule);

// The entries of a list or map.
class Count : public Extent {
 public:
  using Extent::Extent;
  static constexpr Count at_least(std::size_t minimum) noexcept { return {minimum, kOpen}; }
  static constexpr Count at_most(std::size_t maximum) noexcept { return {0, maximum}; }
};

bool check_count(Checker& checker, std::size_t count, const Count& rule);

// A list or map: how many entries, and the rule of each. Readers apply the latter as they go.
template <class Item = AnyValue>
class Items {
 public:
  constexpr explicit Items(Count count = {}, Item item = {}) noexcept : count_(count), item_(item) {}

  [[nodiscard]] constexpr const Count& count() const noexcept { return count_; }
  [[nodiscard]] constexpr const Item& item() const noexcept { return item_; }

 private:
  Count count_;
  Item item_;
};

enum class Format : std::uint8_t { Email, Uri, Path };

bool check(Checker& checker, std::string_view text, Format rule);

// A text in which a pattern matches somewhere; `source` is how the pattern is written. Both outlive this.
class Matching {
 public:
  Matching(std::string_view source, const Pattern& pattern) noexcept : source_(source), pattern_(&pattern) {}

  [[nodiscard]] std::string_view source() const noexcept { return source_; }
  [[nodiscard]] bool holds(std::string_view text) const noexcept { return pattern_->matches(text); }

 private:
  std::string_view source_;
  const Pattern* pattern_;
};

bool check(Checker& checker, std::string_view text, const Matching& rule);

// Several rules; each that is broken is reported.
template <class... Rules>
class All {
 public:
  constexpr explicit All(Rules... rules) noexcept : rules_(rules...) {}
  [[nodiscard]] constexpr const std::tuple<Rules...>& rules() const noexcept { return rules_; }

 private:
  std::tuple<Rules...> rules_;
};

template <class T, class... Rules>
bool check(Checker& checker, const T& value, const All<Rules...>& rule) {
  return std::apply([&](const Rules&... each) { return (static_cast<int>(check(checker, value, each)) & ...) != 0; }, rule.rules());
}

}  // namespace saki
