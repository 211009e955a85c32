// SPDX-License-Identifier: Apache-2.0
//
// What a static mount serves, and how.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "saki/route_handler.h"

namespace saki {

// Names a setting that holds a directory, instead of the directory itself: `FromSetting("static_dir")` is `settings.static_dir`.
class FromSetting {
 public:
  explicit FromSetting(std::string name) : name_(std::move(name)) {}
  [[nodiscard]] const std::string& name() const noexcept { return name_; }

 private:
  std::string name_;
};

struct StaticOptions {
  std::string index = "index.html";  // Served for a directory; empty for none.
  bool listing = false;              // Whether a directory without index is listed.
  std::vector<Middleware> middleware{};  // Inside the service's own, the first outermost.
};

}  // namespace saki
