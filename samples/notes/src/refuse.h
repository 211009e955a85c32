// SPDX-License-Identifier: Apache-2.0
//
// What a failed write means to the caller: a title that is taken is his doing, anything else is the database's.
#pragma once

#include "handlers.h"

[[noreturn]] inline void refuse(const saki::SqliteError& error) {
  if (error.kind() == saki::DatabaseError::UniqueViolation) throw TitleTaken("choose another title");
  throw error;
}
