// SPDX-License-Identifier: Apache-2.0
#include "migration/migration_report.h"

#include <algorithm>

#include "saki/json_writer.h"

namespace saki {
namespace {

// "0002 add_state": as the files are called.
std::string title(const MigrationLine& line) {
  std::string number = std::to_string(line.number);
  number.insert(0, 4 - std::min<std::size_t>(number.size(), 4), '0');
  return number + " " + line.name;
}

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(text.size(), width), ' ');
  return text;
}

}  // namespace

std::string migration_table(const MigrationBackend& backend, std::span<const MigrationLine> lines) {
  std::size_t width = 0;
  for (const MigrationLine& line : lines) width = std::max(width, title(line).size());
  std::string text = backend.place() + " (" + std::string(backend.name()) + ")\n";
  for (const MigrationLine& line : lines) {
    text += "  " + padded(title(line), width) + "  " + to_string(line.state);
    if (!line.applied_at.empty()) text += " " + line.applied_at;
    text += "\n";
  }
  return text;
}

std::string migration_deeds(std::span<const MigrationLine> lines) {
  if (lines.empty()) return "nothing to do\n";
  std::string text;
  for (const MigrationLine& line : lines) text += (line.state == MigrationState::Applied ? "applied " : "took back ") + title(line) + "\n";
  return text;
}

std::string migration_json(const MigrationBackend& backend, std::span<const MigrationLine> lines) {
  std::string text;
  JsonWriter writer(text);
  const auto member = [&writer](std::string_view name, std::string_view value) {
    writer.name(name);
    writer.string(value);
  };
  writer.begin_object();
  member("database", backend.place());
  member("backend", backend.name());
  writer.name("migrations");
  writer.begin_array();
  for (const MigrationLine& line : lines) {
    writer.begin_object();
    writer.name("number");
    writer.integer(line.number);
    member("name", line.name);
    member("state", to_string(line.state));
    if (!line.applied_at.empty()) member("applied_at", line.applied_at);
    writer.end_object();
  }
  writer.end_array();
  writer.end_object();
  return text + "\n";
}

void add_failure(Diagnostics& diagnostics, const MigrationFailure& failure, const std::string& place) {
  SourcePlace at{failure.file.empty() ? place : failure.file, failure.line};
  diagnostics.add(std::move(at), "not-migrated", failure.text, failure.hint);
}

}  // namespace saki
