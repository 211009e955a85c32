// SPDX-License-Identifier: Apache-2.0
//
// ParameterReader: reads query parameters, header fields, cookies or a form into generated types and reports every rule that is broken.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "saki/checker.h"
#include "saki/read_text.h"
#include "saki/rules.h"

namespace saki {

enum class ParameterNeed { Optional, Required };

// What the values of a parameter are to become.
enum class ParameterShape {
  Text,   // One that may be empty.
  Flag,   // One of `bool`.
  Value,  // One of anything else, or of a text that may be absent.
  List,
};

namespace detail {

template <class T>
inline constexpr ParameterShape kShape = ParameterShape::Value;
template <>
inline constexpr ParameterShape kShape<std::string> = ParameterShape::Text;
template <>
inline constexpr ParameterShape kShape<bool> = ParameterShape::Flag;
template <>
inline constexpr ParameterShape kShape<std::optional<bool>> = ParameterShape::Flag;
template <class T>
inline constexpr ParameterShape kShape<std::vector<T>> = ParameterShape::List;
template <class T>
inline constexpr ParameterShape kShape<std::optional<std::vector<T>>> = ParameterShape::List;

}  // namespace detail

class ParameterReader : public Checker {  // Affinity: one thread.
 public:
  using Values = std::span<const std::string_view>;
  virtual ~ParameterReader() = default;

  // Reads the parameter `name`. Where it is missing `into` keeps what it has, and that is reported if it is needed.
  template <class T, class Rule = AnyValue>
  void read(std::string_view name, ParameterNeed need, T& into, const Rule& rule = {}) {
    const Inward inward(*this, name);
    const Values given = values(name, detail::kShape<T>);
    if (!given.empty()) {
      read_values(given, into, rule);
    } else if (need == ParameterNeed::Required) {
      violate("required", "is missing");
    }
  }

  // Reports each parameter that is none of `names`: for types that are strict.
  virtual void refuse_others(std::span<const std::string_view> names) = 0;

 protected:
  using Checker::Checker;

  // The values of a parameter, in the order they came. The view is good until the next call.
  [[nodiscard]] virtual Values values(std::string_view name, ParameterShape shape) = 0;

 private:
  template <class T, class Rule>
  void read_values(Values given, T& into, const Rule& rule) {
    if (given.size() > 1) {
      violate("duplicate", "is given more than once");
    } else if (read_text(*this, given.front(), into)) {
      check(*this, into, rule);
    }
  }

  template <class T, class Rule>
  void read_values(Values given, std::optional<T>& into, const Rule& rule) {
    read_values(given, into.emplace(), rule);
  }

  template <class T, class Rule>
  void read_items(Values given, std::vector<T>& into, const Items<Rule>& rule) {
    into.clear();
    for (const std::string_view text : given) {
      const Inward inward(*this, into.size());
      T item{};
      if (read_text(*this, text, item)) check(*this, item, rule.item());
      into.push_back(std::move(item));
    }
    check_count(*this, into.size(), rule.count());
  }

  template <class T, class Rule>
  void read_values(Values given, std::vector<T>& into, const Items<Rule>& rule) {
    read_items(given, into, rule);
  }

  template <class T>
  void read_values(Values given, std::vector<T>& into, const AnyValue& /*rule*/) {
    read_items(given, into, Items<>());
  }
};

}  // namespace saki
