// SPDX-License-Identifier: Apache-2.0
//
// YAML text to a tree, by libyaml's events.
//
// The subset is what most people think YAML is: maps with text keys, lists, plain and quoted texts, block texts. Anchors, aliases, tags,
// directives of tags, merge keys, several documents and duplicate keys are refused by name; 1 MiB and 32 levels are the bounds.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "saki/config/config_node.h"

namespace saki {

// How the places of what is read are told.
enum class YamlPlaces {
  Lines,   // A file: line and column.
  Source,  // A value of the environment or the command line: the source's name alone.
};

// Reads one document; an empty one is a Null node. None when `diagnostics` grew.
[[nodiscard]] std::optional<ConfigNode> read_yaml(std::string_view text, const std::string& source, YamlPlaces places,
                                                  Diagnostics& diagnostics);

// Reads one value from the environment or the command line. What YAML would cut off as a comment is an error.
[[nodiscard]] std::optional<ConfigNode> read_yaml_value(std::string_view text, const std::string& source, Diagnostics& diagnostics);

}  // namespace saki
