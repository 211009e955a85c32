// SPDX-License-Identifier: Apache-2.0
//
// Setting: one setting declared once, as data. Reading, checks, `--help`, reference pages and dumps all derive from it.
//
//   {.path = "server.workers", .type = SettingType::Uint32, .initial = "0", .maximum = "1024", .aliases = {{"auto", "0"}},
//    .description = "Worker threads; 0 or auto is one for each core."}
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace saki {

class ConfigSchema;

enum class SettingType : std::uint8_t {
  Bool,
  Int32,
  Int64,
  Uint32,
  Uint64,
  Double,
  String,
  TimeSpan,  // `500ms`, `1h30m`
  Size,      // Bytes: `16KiB`, `4096`
  Word,      // One of `words`.
  Secret,    // A string that is never printed.
  Section,   // A map with settings of its own, those of `section`; as a rule in a list.
};

enum class SettingShape : std::uint8_t {
  One,
  List,  // A single value counts as a list of one.
  Map,   // From any key to a value.
};

enum class SettingNeed : std::uint8_t { Optional, Required };
enum class SettingReload : std::uint8_t { AtStart, Live };  // Whether a change takes effect while the service runs.

// Says what is wrong with a value that has the right type, "" when nothing is. For what a range cannot say: addresses, e-mails.
using SettingCheck = std::string (*)(std::string_view text);

struct Setting {
  std::string path{};                                          // Dotted, lower case: "server.limits.head_bytes".
  SettingType type = SettingType::String;                      // Of the value, or of each value in a list or map.
  SettingShape shape = SettingShape::One;
  std::optional<std::string> initial{};                        // The default, as YAML; none: unset unless configured.
  SettingNeed need = SettingNeed::Optional;                    // Required: must be configured, if it has no default.
  std::string minimum{};                                       // Smallest value, written as values are; for texts the length in
  std::string maximum{};                                       // code points. Empty: as the type allows.
  std::uint32_t min_count = 0;                                 // Entries of a list or map.
  std::uint32_t max_count = 0xFFFFFFFF;
  std::vector<std::string> words{};                            // Of a Word.
  std::shared_ptr<const ConfigSchema> section{};               // Of a Section; its paths have no dots.
  std::vector<std::pair<std::string, std::string>> aliases{};  // Words that stand for a value: {"auto", "0"}.
  SettingCheck check = nullptr;
  std::string form{};                                          // What the check lets pass, for people: "uuid". Of a String.
  SettingReload reload = SettingReload::AtStart;
  std::string unit{};                                          // What a plain number counts: "connections".
  std::string description{};                                   // One sentence.
};

// How messages and the reference name a setting's type: "uint32", "list of string"; of a Word its words, "text|json".
[[nodiscard]] std::string type_name(const Setting& setting);
// The same for one value of a list or map: "string".
[[nodiscard]] std::string scalar_type_name(const Setting& setting);

}  // namespace saki
