// SPDX-License-Identifier: Apache-2.0
//
// Config::yaml() and Config::json(): all settings as one document, nested by the parts of their paths.
#include <string>
#include <vector>

#include "base/json_text.h"
#include "config/setting_text.h"
#include "saki/config/config.h"

namespace saki {
namespace {

// The settings as a tree again, in the order declared.
struct Branch {
  std::string name;
  const Config::Item* item = nullptr;  // Of a leaf.
  std::vector<Branch> children;

  Branch& below(std::string_view part) {
    for (Branch& child : children) {
      if (child.name == part) return child;
    }
    return children.emplace_back(Branch{std::string(part), nullptr, {}});
  }
};

Branch tree_of(const std::vector<Config::Item>& items) {
  Branch root;
  for (const Config::Item& item : items) {
    Branch* branch = &root;
    std::string_view path = item.setting.path;
    for (std::size_t dot = 0; dot != std::string_view::npos;) {
      dot = path.find('.');
      branch = &branch->below(path.substr(0, dot));
      if (dot != std::string_view::npos) path.remove_prefix(dot + 1);
    }
    branch->item = &item;
  }
  return root;
}

std::string origin(const SourcePlace& place) {
  std::string text = place.file;
  if (place.line > 0) text += ":" + std::to_string(place.line);
  return text;
}

// A setting without a value is shown, commented out: it is there to be configured.
std::string yaml_leaf(const Branch& branch, const std::string& indent) {
  const auto& [setting, value] = *branch.item;
  if (!value) return indent + "# " + branch.name + ":\n";
  std::string comment;
  append_json_text(comment, origin(value->place));
  return indent + branch.name + ": " + yaml_text(*value, setting) + "  # " + comment + "\n";
}

std::string yaml_branch(const Branch& branch, const std::string& indent) {
  std::string text;
  for (const Branch& child : branch.children) {
    if (child.item != nullptr) {
      text += yaml_leaf(child, indent);
    } else {
      text += indent + child.name + ":\n" + yaml_branch(child, indent + "  ");
    }
  }
  return text;
}

std::string json_branch(const Branch& branch) {
  if (branch.item != nullptr) return branch.item->value ? json_text(*branch.item->value, branch.item->setting) : "null";
  std::string text;
  for (const Branch& child : branch.children) {
    if (!text.empty()) text += ", ";
    text += "\"" + child.name + "\": " + json_branch(child);
  }
  return "{" + text + "}";
}

}  // namespace

std::string Config::yaml() const { return yaml_branch(tree_of(items_), ""); }

std::string Config::json() const { return json_branch(tree_of(items_)); }

}  // namespace saki
