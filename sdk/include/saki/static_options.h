// SPDX-License-Identifier: Apache-2.0
//
// What a static mount serves, and how; <saki/http/static_options.h> has each option with its default.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "saki/http/static_options.h"
#include "saki/route_handler.h"

namespace saki {

using http::CacheRule;
using http::Symlinks;

struct StaticOptions : http::StaticOptions {
  std::vector<Middleware> middleware{};  // Inside the service's own, the first outermost.
};

// Names a setting that holds a directory, instead of the directory itself: `FromSetting("static_dir")` is `settings.static_dir`.
class FromSetting {
 public:
  explicit FromSetting(std::string name) : name_(std::move(name)) {}
  [[nodiscard]] const std::string& name() const noexcept { return name_; }

 private:
  std::string name_;
};

}  // namespace saki
