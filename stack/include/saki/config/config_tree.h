// SPDX-License-Identifier: Apache-2.0
//
// ConfigTree: everything that was configured, merged, before anything is known of what it means.
//
// Each call that loads or sets is stronger than all calls before it. Maps merge key by key; a scalar or a list replaces what was
// there; a key without a value (`workers:`) takes the setting back to its default, yet leaves a section (`server:`) as it is.
// YAML is read as the subset that people expect: no anchors, tags, merge keys, several documents or duplicate keys; at most 1 MiB
// and 32 levels. A source with a mistake is reported whole, line by line, and leaves the tree unchanged.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "saki/config/config_node.h"

namespace saki {

class ConfigTree {  // Affinity: one thread.
 public:
  static constexpr std::size_t kMaxSourceBytes = 1024 * 1024;
  static constexpr unsigned kMaxDepth = 32;
  static constexpr std::chrono::seconds kPipePatience{2};  // For a configuration that comes through a pipe.

  ConfigTree();

  // Merges YAML at hand; `source` names it in messages. Like all loads below: false when `diagnostics` grew.
  bool load_text(std::string_view yaml, const std::string& source, Diagnostics& diagnostics);

  // Merges YAML that a program wrote, whose lines mean nothing: places name the value, as `service.yaml (auth.staff.file)`.
  bool load_generated(std::string_view yaml, const std::string& source, Diagnostics& diagnostics);

  // Merges one file, which must exist.
  bool load_file(const std::string& path, Diagnostics& diagnostics);

  // Merges `*.yaml` of a folder in the byte order of their names; a missing folder is an empty one, hidden files are passed over.
  bool load_directory(const std::string& path, Diagnostics& diagnostics);

  // Merges variables called NAME__SECTION__KEY, in the order of their names: NAME is `service_name` in upper case with `-` as `_`,
  // `__` stands between parts, and keys are lower-cased. Values are YAML. `environment` ends with a null pointer, as `environ`.
  bool load_environment(std::string_view service_name, const char* const* environment, Diagnostics& diagnostics);

  // Merges an assignment from the command line, `server.workers=2`; the value is YAML, places read `--set server.workers`.
  bool set(std::string_view assignment, Diagnostics& diagnostics);

  // Merges one value, read as YAML, at a dotted path; `source` names it in messages (`--workers`).
  bool set_yaml(std::string_view path, std::string_view yaml, const std::string& source, Diagnostics& diagnostics);

  // Replaces the list at a dotted path by texts taken as they are, without YAML (`--listen [::1]:8080`).
  void set_list(std::string_view path, const std::vector<std::string>& texts, const std::string& source);

  // The value at a dotted path, or null. Lives until the tree is changed.
  [[nodiscard]] const ConfigNode* find(std::string_view path) const noexcept;
  [[nodiscard]] const ConfigNode& root() const noexcept { return root_; }  // A Map.

 private:
  void merge(ConfigTree stronger);
  bool merge_document(std::optional<ConfigNode> document, Diagnostics& diagnostics);
  void merge_at(std::string_view path, ConfigNode value);

  ConfigNode root_;
};

}  // namespace saki
