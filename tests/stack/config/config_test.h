// SPDX-License-Identifier: Apache-2.0
//
// What the tests of the configuration share.
#pragma once

#include <string>

#include "saki/config/config_tree.h"

namespace saki {

inline std::string place_text(const SourcePlace& place) {
  std::string text = place.file;
  if (place.line > 0) text += ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
  return text;
}

// What is said about a configuration file `c.yaml` with this text.
inline std::string mistakes_of_yaml(std::string_view yaml) {
  ConfigTree tree;
  Diagnostics diagnostics;
  tree.load_text(yaml, "c.yaml", diagnostics);
  return diagnostics.text();
}

}  // namespace saki
