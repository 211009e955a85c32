// SPDX-License-Identifier: Apache-2.0
#include "saki/config/config_tree.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "config/yaml_reader.h"

namespace saki {
namespace {

using Kind = ConfigNode::Kind;

std::unordered_map<std::string, std::size_t> index_of(const std::vector<ConfigNode>& nodes) {
  std::unordered_map<std::string, std::size_t> index;
  for (std::size_t i = 0; i < nodes.size(); ++i) index.emplace(nodes[i].key, i);
  return index;
}

void merge_nodes(ConfigNode& weaker, ConfigNode stronger) {
  const bool empty_section = stronger.kind == Kind::Null && weaker.kind == Kind::Map;
  if (empty_section) return;
  if (weaker.kind != Kind::Map || stronger.kind != Kind::Map) {
    weaker = std::move(stronger);
    return;
  }
  weaker.place = stronger.place;
  weaker.key_place = stronger.key_place;
  const auto known = index_of(weaker.children);
  for (ConfigNode& child : stronger.children) {
    if (const auto found = known.find(child.key); found != known.end()) {
      merge_nodes(weaker.children[found->second], std::move(child));
    } else {
      weaker.children.push_back(std::move(child));
    }
  }
}

// The first part of a dotted path, which is cut off it.
std::string_view take_part(std::string_view& path) noexcept {
  const std::size_t dot = path.find('.');
  const std::string_view part = path.substr(0, dot);
  path = dot == std::string_view::npos ? std::string_view{} : path.substr(dot + 1);
  return part;
}

bool is_path(std::string_view path) noexcept {
  if (path.empty() || path.front() == '.' || path.back() == '.' || path.find("..") != std::string_view::npos) return false;
  return std::count(path.begin(), path.end(), '.') < static_cast<std::ptrdiff_t>(ConfigTree::kMaxDepth);
}

// Wraps a value in one map for each part of its path.
ConfigNode nest(std::string_view path, ConfigNode value) {
  ConfigNode parent;
  parent.kind = Kind::Map;
  parent.place = value.place;
  value.key = take_part(path);
  if (!path.empty()) {
    std::string key = std::exchange(value.key, {});
    value = nest(path, std::move(value));
    value.key = std::move(key);
  }
  value.key_place = parent.place;
  parent.children.push_back(std::move(value));
  return parent;
}

// Places that say which value it is, in the stead of a line.
void name_places(ConfigNode& node, const std::string& path, const std::string& source) {
  if (!path.empty()) node.place = node.key_place = {source + " (" + path + ")", 0, 0};
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    ConfigNode& child = node.children[i];
    const std::string within = path.empty() ? "" : path + ".";
    name_places(child, node.kind == Kind::List ? path + "[" + std::to_string(i) + "]" : within + child.key, source);
  }
}

}  // namespace

ConfigTree::ConfigTree() { root_.kind = Kind::Map; }

bool ConfigTree::load_text(std::string_view yaml, const std::string& source, Diagnostics& diagnostics) {
  return merge_document(read_yaml(yaml, source, YamlPlaces::Lines, diagnostics), diagnostics);
}

bool ConfigTree::load_generated(std::string_view yaml, const std::string& source, Diagnostics& diagnostics) {
  auto node = read_yaml(yaml, source, YamlPlaces::Source, diagnostics);
  if (node) name_places(*node, "", source);
  return merge_document(std::move(node), diagnostics);
}

bool ConfigTree::merge_document(std::optional<ConfigNode> document, Diagnostics& diagnostics) {
  if (!document) return false;
  if (document->kind != Kind::Map && document->kind != Kind::Null) {
    diagnostics.add(document->place, "wrong-type", std::string("a configuration is a map of sections, found ") + kind_name(document->kind));
    return false;
  }
  merge_nodes(root_, std::move(*document));
  return true;
}

bool ConfigTree::set(std::string_view assignment, Diagnostics& diagnostics) {
  const std::size_t equals = assignment.find('=');
  if (equals == std::string_view::npos || !is_path(assignment.substr(0, equals))) {
    diagnostics.add({"--set", 0, 0}, "bad-assignment", "expected KEY=VALUE with a dotted key", "for example: --set server.workers=2");
    return false;
  }
  const std::string path(assignment.substr(0, equals));
  return set_yaml(path, assignment.substr(equals + 1), "--set " + path, diagnostics);
}

bool ConfigTree::set_yaml(std::string_view path, std::string_view yaml, const std::string& source, Diagnostics& diagnostics) {
  auto node = read_yaml_value(yaml, source, diagnostics);
  if (!node) return false;
  merge_at(path, std::move(*node));
  return true;
}

void ConfigTree::set_list(std::string_view path, const std::vector<std::string>& texts, const std::string& source) {
  ConfigNode list;
  list.kind = Kind::List;
  list.place = {source, 0, 0};
  for (const std::string& text : texts) {
    ConfigNode item;
    item.kind = Kind::Scalar;
    item.style = ConfigNode::Style::Quoted;
    item.text = text;
    item.place = list.place;
    list.children.push_back(std::move(item));
  }
  merge_at(path, std::move(list));
}

const ConfigNode* ConfigTree::find(std::string_view path) const noexcept { return root_.find(path); }

void ConfigTree::merge(ConfigTree stronger) { merge_nodes(root_, std::move(stronger.root_)); }

void ConfigTree::merge_at(std::string_view path, ConfigNode value) { merge_nodes(root_, nest(path, std::move(value))); }

}  // namespace saki
