// SPDX-License-Identifier: Apache-2.0
//
// libyaml's parser as a stream of events that clean up after themselves.
#pragma once

#include <yaml.h>

#include <string_view>

#include "saki/base/diagnostics.h"

namespace saki {

class YamlEvent {
 public:
  YamlEvent() noexcept = default;
  YamlEvent(const YamlEvent&) = delete;
  YamlEvent& operator=(const YamlEvent&) = delete;
  ~YamlEvent() { clear(); }

  void clear() noexcept {
    yaml_event_delete(&event_);
    event_ = {};
  }
  [[nodiscard]] yaml_event_t& raw() noexcept { return event_; }
  [[nodiscard]] yaml_event_type_t type() const noexcept { return event_.type; }
  [[nodiscard]] const yaml_event_t* operator->() const noexcept { return &event_; }

 private:
  yaml_event_t event_{};
};

class YamlEvents {
 public:
  explicit YamlEvents(std::string_view text);
  YamlEvents(const YamlEvents&) = delete;
  YamlEvents& operator=(const YamlEvents&) = delete;
  ~YamlEvents() { yaml_parser_delete(&parser_); }

  // Puts the next event into `event`; false when the text is not YAML, which problem() then describes.
  [[nodiscard]] bool next(YamlEvent& event) noexcept;

  struct Problem {
    std::string text;
    std::uint32_t line;
    std::uint32_t column;
    std::string hint;
  };
  [[nodiscard]] Problem problem() const;

 private:
  std::string_view text_;
  yaml_parser_t parser_{};
};

}  // namespace saki
