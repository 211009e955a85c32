// SPDX-License-Identifier: Apache-2.0
#include "saki/config/config_node.h"

#include <utility>

namespace saki {

const ConfigNode* ConfigNode::child(std::string_view name) const noexcept {
  if (kind != Kind::Map) return nullptr;
  for (const ConfigNode& node : children) {
    if (node.key == name) return &node;
  }
  return nullptr;
}

ConfigNode* ConfigNode::child(std::string_view name) noexcept { return const_cast<ConfigNode*>(std::as_const(*this).child(name)); }

const ConfigNode* ConfigNode::find(std::string_view path) const noexcept {
  const ConfigNode* node = this;
  while (node != nullptr && !path.empty()) {
    const std::size_t dot = path.find('.');
    node = node->child(path.substr(0, dot));
    path.remove_prefix(dot == std::string_view::npos ? path.size() : dot + 1);
  }
  return node;
}

const char* kind_name(ConfigNode::Kind kind) noexcept {
  switch (kind) {
    case ConfigNode::Kind::Null: return "nothing";
    case ConfigNode::Kind::Scalar: return "a text";
    case ConfigNode::Kind::List: return "a list";
    case ConfigNode::Kind::Map: return "a map";
  }
  return "something else";
}

}  // namespace saki
