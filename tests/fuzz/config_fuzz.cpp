// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a configuration file: never a crash, never a stall; a mistake or a tree; a tree that merges, is read by a schema and whose
// dump reads back to the same values.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "saki/config/config_schema.h"
#include "saki/config/config_tree.h"

namespace saki {
namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

const ConfigSchema& example() {
  static const ConfigSchema schema = [] {
    ConfigSchema made;
    made.add({.path = "server.workers", .type = SettingType::Uint32, .initial = "0", .maximum = "1024", .aliases = {{"auto", "0"}}});
    made.add({.path = "server.listen", .shape = SettingShape::List, .initial = "[]"});
    made.add({.path = "server.drain", .type = SettingType::TimeSpan, .initial = "10s", .minimum = "1ms"});
    made.add({.path = "server.body", .type = SettingType::Size, .initial = "1MiB"});
    made.add({.path = "log.format", .type = SettingType::Word, .initial = "text", .words = {"text", "json"}});
    made.add({.path = "settings.ratio", .type = SettingType::Double});
    made.add({.path = "settings.names", .shape = SettingShape::Map, .initial = "{}", .maximum = "20"});
    made.add({.path = "settings.on", .type = SettingType::Bool, .initial = "true"});
    made.add({.path = "settings.offset", .type = SettingType::Int64, .initial = "-5"});
    return made;
  }();
  return schema;
}

// What is printed of a configuration is a configuration, and says the same.
void check_dump(const Config& config) {
  ConfigTree tree;
  Diagnostics diagnostics;
  require(tree.load_text(config.yaml(), "dump", diagnostics));
  const auto again = example().read(tree, diagnostics);
  require(again != nullptr && again->json() == config.json());
}

void check_file(std::string_view text) {
  ConfigTree tree;
  Diagnostics diagnostics;
  require(tree.load_text("server: {workers: 1}", "first", diagnostics));
  const bool good = tree.load_text(text, "fuzz", diagnostics);
  require(good == diagnostics.empty());
  const auto config = example().read(tree, diagnostics);
  require((config != nullptr) || !diagnostics.empty());
  for (const Diagnostic& item : diagnostics.list()) require(!item.code.empty() && !item.text.empty());
  if (config) check_dump(*config);
}

void check_flag(std::string_view text) {
  ConfigTree tree;
  Diagnostics diagnostics;
  require(tree.set(text, diagnostics) == diagnostics.empty());
  static_cast<void>(example().read(tree, diagnostics));
}

}  // namespace
}  // namespace saki

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  saki::check_file(text);
  saki::check_flag(text);
  return 0;
}
