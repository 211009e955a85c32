// SPDX-License-Identifier: Apache-2.0
#include "saki/database_error.h"

#include <array>
#include <utility>

namespace saki {
namespace {

constexpr std::array kNames{
    "unique-violation",
    "foreign-key-violation",
    "not-null-violation",
    "check-violation",
    "violation",
    "busy",
    "timeout",
    "cancelled",
    "exhausted",
    "closed",
    "full",
    "read-only",
    "corrupt",
    "unavailable",
    "statement",
    "mismatch",
    "other",
};
static_assert(kNames.size() == static_cast<std::size_t>(DatabaseErrorKind::Other) + 1);

std::string line_of(const std::string& text, std::string_view statement) {
  if (statement.empty()) return text;
  std::string line = text + " [" + std::string(statement) + "]";
  for (char& c : line) {
    if (c == '\n' || c == '\r' || c == '\t') c = ' ';
  }
  return line;
}

}  // namespace

const char* to_string(DatabaseErrorKind kind) noexcept { return kNames[static_cast<std::size_t>(kind)]; }

struct DatabaseError::Texts {
  std::string text;
  std::string statement;
  std::string constraint;
};

DatabaseError::DatabaseError(DatabaseErrorKind kind, std::string text, std::string_view statement, std::string constraint,
                             const char* dependency, int code)
    : DependencyError(dependency, line_of(text, statement), to_string(kind)),
      texts_(std::make_shared<const Texts>(Texts{std::move(text), std::string(statement), std::move(constraint)})),
      kind_(kind),
      code_(code) {}

const std::string& DatabaseError::text() const noexcept { return texts_->text; }
const std::string& DatabaseError::statement() const noexcept { return texts_->statement; }
const std::string& DatabaseError::constraint() const noexcept { return texts_->constraint; }

}  // namespace saki
