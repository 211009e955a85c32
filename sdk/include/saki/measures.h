// SPDX-License-Identifier: Apache-2.0
//
// Measures: the numbers that a service's packages tell of themselves at one moment. Filled by Package::measure, read by a monitor.
//
//   void measure(Measures& measures) const override {
//     measures.gauge("cache_entries", "Entries held.", entries_.load());
//     measures.latency("cache_seconds", "From a look-up to its answer.", latency_);
//   }
//
// The text is Prometheus' exposition format 0.0.4. Every name gets the prefix `saki_`.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "saki/latency.h"

namespace saki {

class Measures {  // Affinity: one thread.
 public:
  // A name as in `{"pool", "default"}`. What may be unbounded (an address, an id) is no label.
  using Label = std::pair<std::string_view, std::string_view>;
  using Labels = std::initializer_list<Label>;

  // Names are of a-z, 0-9 and `_`, a letter first, with the base unit behind (`_seconds`, `_bytes`) and `_total` behind a counter's; which
  // is checked. The same name may be given several times, with other labels and the same help.
  template <class N>
    requires std::integral<N> || std::floating_point<N>
  void gauge(std::string_view name, std::string_view help, N value, Labels labels = {}) {
    put_gauge(name, help, static_cast<double>(value), labels);
  }
  void counter(std::string_view name, std::string_view help, std::uint64_t value, Labels labels = {});
  void latency(std::string_view name, std::string_view help, const Latency& latency, Labels labels = {});

  // One sample as the text has it, by its name and labels: find("cache_entries"), find("cache_seconds_count"),
  // find("pool_connections{pool=\"default\"}").
  [[nodiscard]] std::optional<double> find(std::string_view sample) const;

  [[nodiscard]] std::string text() const;

 private:
  struct Sample {
    std::string name;  // With its labels.
    std::string value;
  };
  struct Family {
    std::string name;
    std::string_view kind;
    std::string help;
    std::vector<Sample> samples;
  };

  void put_gauge(std::string_view name, std::string_view help, double value, Labels labels);
  [[nodiscard]] Family& family(std::string_view name, std::string_view kind, std::string_view help);

  std::vector<Family> families_;
};

}  // namespace saki
