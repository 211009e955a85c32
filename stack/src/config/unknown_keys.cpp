// SPDX-License-Identifier: Apache-2.0
#include "config/unknown_keys.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

namespace saki {
namespace {

using Kind = ConfigNode::Kind;

constexpr std::size_t kBeginning = 3;  // Letters that tell a key, where one alone begins with them.

class KeyChecker {
 public:
  KeyChecker(const std::vector<Setting>& settings, Diagnostics& diagnostics) : diagnostics_(diagnostics) {
    for (const Setting& setting : settings) declare(setting.path);
  }

  void section(const ConfigNode& node, const std::string& path) {
    for (const ConfigNode& child : node.children) {
      const std::string child_path = path.empty() ? child.key : path + "." + child.key;
      const bool one_part = !child.key.empty() && child.key.find('.') == std::string::npos;  // `a.b: 1` is not `a: {b: 1}`.
      if (one_part && settings_.contains(child_path)) continue;
      if (!one_part || !sections_.contains(child_path)) {
        unknown(child, path);
      } else if (child.kind == Kind::Map) {
        section(child, child_path);
      } else if (child.kind != Kind::Null) {
        diagnostics_.add(child.place, "wrong-type", child_path + ": expected a section with keys, found " + kind_name(child.kind),
                         "known keys: " + words(sections_.at(child_path)));
      }
    }
  }

 private:
  // Names `path` a setting, and everything before its dots sections that know the next part.
  void declare(const std::string& path) {
    settings_.insert(path);
    std::string section;
    for (std::size_t start = 0; start != std::string::npos;) {
      const std::size_t dot = path.find('.', start);
      sections_[section].insert(path.substr(start, dot - start));
      section = path.substr(0, dot);
      start = dot == std::string::npos ? dot : dot + 1;
    }
  }

  void unknown(const ConfigNode& node, const std::string& section) {
    const std::string where = section.empty() ? "" : " in `" + section + "`";
    diagnostics_.add(node.key_place, "unknown-key", "unknown key `" + node.key + "`" + where, hint(node.key, section));
  }

  // The only key of the section that begins with `key`, or the nearest, else the place where that very key is known, else all that would be
  // possible.
  std::string hint(const std::string& key, const std::string& section) const {
    const std::set<std::string>& known = sections_.at(section);
    const auto is_longer = [&](const std::string& other) { return other.starts_with(key); };
    const bool begins_one = key.size() >= kBeginning && std::ranges::count_if(known, is_longer) == 1;
    const std::string near = begins_one ? *std::ranges::find_if(known, is_longer) : nearest_word(key, {known.begin(), known.end()});
    if (!near.empty()) return "did you mean `" + near + "`?";
    for (const std::string& path : settings_) {
      if (path == key) return "keys are nested, a dotted one is for --set: " + nested(path);
      if (path.ends_with("." + key)) return "did you mean `" + path + "`?";
    }
    for (const auto& [path, keys] : sections_) {
      if (path.ends_with("." + key)) return "did you mean `" + path + "`? It reads " + nested(path);
    }
    return "known keys: " + words(known);
  }

  // `server: {workers: ...}`
  static std::string nested(const std::string& path) {
    const std::size_t dot = path.find('.');
    if (dot == std::string::npos) return path + ": ...";
    return path.substr(0, dot) + ": {" + nested(path.substr(dot + 1)) + "}";
  }

  static std::string words(const std::set<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
  }

  std::set<std::string> settings_;
  std::map<std::string, std::set<std::string>> sections_;
  Diagnostics& diagnostics_;
};

}  // namespace

void find_unknown_keys(const ConfigNode& root, const std::vector<Setting>& settings, Diagnostics& diagnostics) {
  KeyChecker(settings, diagnostics).section(root, "");
}

}  // namespace saki
