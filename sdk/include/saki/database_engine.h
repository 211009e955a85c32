// SPDX-License-Identifier: Apache-2.0
//
// DatabaseEngine and DatabaseLease: what a data package implements so that every call of <saki/database.h> works on it.
//
// A job comes in on a loop's thread and goes home with finish(). Whoever runs it lets its rows through take(), in order, waits while it
// is full(), and stops early when it is abandoned() or take() wants no more.
#pragma once

#include <memory>
#include <optional>

#include "saki/database_error.h"
#include "saki/database_job.h"

namespace saki {

class DatabaseEngine {  // Affinity: any for the object; submit() on a loop's thread.
 public:
  // Takes the job, or says why not; then it does not go home. One of kind Begin has its lease set before it goes home.
  [[nodiscard]] virtual std::optional<DatabaseError> submit(std::shared_ptr<DatabaseJob> job) = 0;

  // Whose SQL it speaks, and what errors call it: "sqlite", "mysql". A literal.
  [[nodiscard]] virtual const char* dialect() const noexcept = 0;

 protected:
  ~DatabaseEngine() = default;
};

// A transaction's hold on a connection. Ending with nobody holding it is as close().
class DatabaseLease {  // Affinity: as its engine says; push() on the loop that began it.
 public:
  virtual ~DatabaseLease() = default;

  // As DatabaseEngine::submit(), inside the transaction.
  [[nodiscard]] virtual std::optional<DatabaseError> push(std::shared_ptr<DatabaseJob> job) = 0;

  // Ends the transaction, which is rolled back unless it was committed. What waits in it and what comes is refused with `reason`; only the
  // first closing counts. Waits for nothing.
  virtual void close(const DatabaseError& reason) = 0;
};

}  // namespace saki
