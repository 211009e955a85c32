// SPDX-License-Identifier: Apache-2.0
#include "service/version_text.h"

#include <array>
#include <string_view>
#include <utility>

#include "saki/base/version.h"
#include "saki/json_writer.h"

namespace saki {
namespace {

// Every feature that a build of Saki may have; conformance tests ask before they use one.
constexpr std::array<std::pair<std::string_view, bool>, 9> kFeatures{{
    {"http1", true},
    {"static_files", true},
    {"tls", false},
    {"http2", false},
    {"websocket", false},
    {"sse", false},
    {"compression", false},
    {"supervisor", true},
    {"jobs", false},
}};

}  // namespace

std::string version_text(const Composition& composition) {
  return composition.name + " " + composition.version + " (Saki " + std::string(version()) + ")\n";
}

std::string version_json(const Composition& composition) {
  std::string text;
  JsonWriter writer(text);
  writer.begin_object();
  writer.name("name");
  writer.string(composition.name);
  writer.name("version");
  writer.string(composition.version);
  writer.name("saki");
  writer.string(version());
  writer.name("features");
  writer.begin_object();
  for (const auto& [feature, built_in] : kFeatures) {
    writer.name(feature);
    writer.boolean(built_in);
  }
  writer.end_object();
  writer.name("packages");
  writer.begin_array();
  for (const PackageEntry& entry : composition.packages) writer.string(entry.package->name());
  writer.end_array();
  writer.end_object();
  return text + "\n";
}

}  // namespace saki
