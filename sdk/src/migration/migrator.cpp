// SPDX-License-Identifier: Apache-2.0
#include "migration/migrator.h"

#include <algorithm>
#include <optional>

#include "saki/hash.h"
#include "saki/timestamp.h"

namespace saki {
namespace {

using Lines = std::vector<MigrationLine>;
using Failure = std::unexpected<MigrationFailure>;

MigrationState state_of(const Migration* known, const AppliedMigration& applied) {
  if (!applied.complete) return MigrationState::Incomplete;
  if (known == nullptr) return MigrationState::Unknown;
  return Sha256::hex_of(known->up) == applied.checksum ? MigrationState::Applied : MigrationState::Changed;
}

std::string title(const MigrationLine& line) { return std::to_string(line.number) + " (" + line.name + ")"; }

// Why a line keeps the program and its database apart; nothing where it does not. `newest` was applied.
std::optional<MigrationFailure> obstacle(const MigrationLine& line, std::uint32_t newest) {
  switch (line.state) {
    case MigrationState::Changed:
      return MigrationFailure{"migration " + title(line) + " was changed after it was applied",
                              "take the change back, and make it in a new migration", line.file};
    case MigrationState::Incomplete:
      return MigrationFailure{"migration " + title(line) + " was begun and did not complete",
                              "mend the schema by hand, then set complete = 1 for it in saki_migrations, or delete its row to try again",
                              line.file};
    case MigrationState::Pending:
      if (line.number > newest) return std::nullopt;
      return MigrationFailure{"migration " + title(line) + " is older than " + std::to_string(newest) + ", which was applied already",
                              "give it a number above " + std::to_string(newest), line.file};
    default: return std::nullopt;
  }
}

std::uint32_t newest_applied(const Lines& lines) {
  std::uint32_t newest = 0;
  for (const MigrationLine& line : lines) {
    if (line.state != MigrationState::Pending) newest = std::max(newest, line.number);
  }
  return newest;
}

std::vector<MigrationFailure> obstacles(const Lines& lines) {
  std::vector<MigrationFailure> found;
  const std::uint32_t newest = newest_applied(lines);
  for (const MigrationLine& line : lines) {
    if (auto failure = obstacle(line, newest)) found.push_back(*std::move(failure));
  }
  return found;
}

}  // namespace

const char* to_string(MigrationState state) noexcept {
  switch (state) {
    case MigrationState::Applied: return "applied";
    case MigrationState::Pending: return "pending";
    case MigrationState::Changed: return "changed";
    case MigrationState::Incomplete: return "incomplete";
    case MigrationState::Unknown: return "unknown";
  }
  return "";
}

Migrator::Migrator(std::span<const Migration> migrations, MigrationBackend& backend) : backend_(backend) {
  for (const Migration& each : migrations) {
    if (!each.backend.empty() && each.backend != backend.name()) continue;
    const auto twin = std::ranges::find(migrations_, each.number, &Migration::number);
    if (twin == migrations_.end())
      migrations_.push_back(each);
    else if (!each.backend.empty())
      *twin = each;
  }
  std::ranges::sort(migrations_, {}, &Migration::number);
}

const Migration* Migrator::find(std::uint32_t number) const noexcept {
  const auto found = std::ranges::find(migrations_, number, &Migration::number);
  return found != migrations_.end() ? &*found : nullptr;
}

MigrationResult<Lines> Migrator::status() {
  MigrationResult<std::vector<AppliedMigration>> applied = backend_.applied();
  if (!applied) return Failure(std::move(applied.error()));
  Lines lines;
  for (const Migration& each : migrations_) {
    lines.push_back({each.number, std::string(each.name), std::string(each.file), MigrationState::Pending, ""});
  }
  for (AppliedMigration& each : *applied) {
    const Migration* const known = find(each.number);
    auto line = std::ranges::find(lines, each.number, &MigrationLine::number);
    if (line == lines.end()) line = lines.insert(line, {each.number, std::move(each.name), "", MigrationState::Unknown, ""});
    line->state = state_of(known, each);
    line->applied_at = std::move(each.applied_at);
  }
  std::ranges::sort(lines, {}, &MigrationLine::number);
  return lines;
}

MigrationResult<std::vector<MigrationFailure>> Migrator::check() {
  MigrationResult<Lines> lines = status();
  if (!lines) return Failure(std::move(lines.error()));
  std::vector<MigrationFailure> found = obstacles(*lines);
  const std::uint32_t newest = newest_applied(*lines);
  for (const MigrationLine& line : *lines) {
    if (line.state == MigrationState::Pending && line.number > newest)
      found.push_back({"migration " + title(line) + " is not applied", "apply it: saki db up", line.file});
    if (line.state == MigrationState::Unknown)
      found.push_back({"migration " + title(line) + " was applied by another program than this one", "run the newer program", ""});
  }
  return found;
}

MigrationResult<Lines> Migrator::up(std::chrono::milliseconds patience, std::size_t limit) {
  // Looking costs no lock: mostly there is nothing to do, and others may be at work.
  if (auto lines = status(); lines &&
                             std::ranges::none_of(*lines, [](const auto& line) { return line.state == MigrationState::Pending; }) &&
                             obstacles(*lines).empty()) {
    return Lines();
  }
  if (auto locked = backend_.lock(patience); !locked) return Failure(std::move(locked.error()));
  MigrationResult<Lines> lines = status();
  if (!lines) return lines;
  if (auto found = obstacles(*lines); !found.empty()) return Failure(std::move(found.front()));
  std::erase_if(*lines, [](const MigrationLine& line) { return line.state != MigrationState::Pending; });
  if (lines->size() > limit) lines->resize(limit);
  if (auto done = apply_all(*lines); !done) return Failure(std::move(done.error()));
  return lines;
}

MigrationResult<void> Migrator::apply_all(Lines& lines) {
  for (MigrationLine& line : lines) {
    const Migration& migration = *find(line.number);
    if (auto done = backend_.apply(migration, Sha256::hex_of(migration.up)); !done) return done;
    line.state = MigrationState::Applied;
    line.applied_at = Timestamp::now().text();
  }
  return backend_.finish();
}

MigrationResult<Lines> Migrator::down(std::chrono::milliseconds patience, std::size_t count) {
  if (auto locked = backend_.lock(patience); !locked) return Failure(std::move(locked.error()));
  MigrationResult<Lines> lines = status();
  if (!lines) return lines;
  std::erase_if(*lines, [](const MigrationLine& line) { return line.state == MigrationState::Pending; });
  std::ranges::reverse(*lines);
  if (lines->size() > count) lines->resize(count);
  for (const MigrationLine& line : *lines) {
    const Migration* const known = find(line.number);
    if (known == nullptr)
      return Failure(MigrationFailure{"migration " + title(line) + " cannot be taken back: this program does not have it",
                                      "take it back with the program that applied it", ""});
    if (known->down.empty())
      return Failure(MigrationFailure{"migration " + title(line) + " cannot be taken back: nothing says how",
                                      "write a .down.sql beside it, or go on with a new migration", line.file});
  }
  if (auto done = revert_all(*lines); !done) return Failure(std::move(done.error()));
  return lines;
}

MigrationResult<void> Migrator::revert_all(Lines& lines) {
  for (MigrationLine& line : lines) {
    if (auto done = backend_.revert(*find(line.number)); !done) return done;
    line.state = MigrationState::Pending;
    line.applied_at.clear();
  }
  return backend_.finish();
}

}  // namespace saki
