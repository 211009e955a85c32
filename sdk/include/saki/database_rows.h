// SPDX-License-Identifier: Apache-2.0
//
// DatabaseRows<T>: a result read row by row.
//
//   auto notes = db.each<Note>("select * from notes order by id");
//   while (auto note = co_await notes.next()) co_await writer.write(note->title);
//
// The database is read no faster than rows are taken; from the first row to the last one it keeps a connection (of SQLite a reading
// thread) busy, so take them without asking the same database in between where connections are few. The call's limit holds for each row.
// Dropping it before the end stops the statement. One next() at a time.
#pragma once

#include <expected>
#include <memory>
#include <optional>
#include <utility>

#include "saki/database_call.h"
#include "saki/database_stream.h"

namespace saki {

// The wait for one row.
class DatabaseNext : public DatabaseWait {  // Affinity: loop.
 protected:
  DatabaseNext(DatabaseEngine& engine, std::shared_ptr<DatabaseLease> lease, std::shared_ptr<DatabaseStreamJob> job, Duration limit,
               bool& sent)
      : DatabaseWait(engine, std::move(lease), job, limit), stream_(*job), sent_(sent) {}

 private:
  [[nodiscard]] Sending send(Loop& loop) final;

  DatabaseStreamJob& stream_;
  bool& sent_;
};

template <Row T>
class [[nodiscard]] DatabaseTryNext : public DatabaseNext {
 public:
  using Value = std::expected<std::optional<T>, DatabaseError>;
  DatabaseTryNext(DatabaseEngine& engine, std::shared_ptr<DatabaseLease> lease, std::shared_ptr<DatabaseStream<T>> stream, Duration limit,
                  bool& sent)
      : DatabaseNext(engine, std::move(lease), stream, limit, sent), stream_(std::move(stream)) {}

  bool await_ready() const { return stream_->has_row() || stream_->finished(); }
  [[nodiscard]] Value await_resume() {
    if (auto error = own_failure()) return std::unexpected(*std::move(error));
    if (auto row = stream_->next()) return row;
    if (stream_->error()) return std::unexpected(*stream_->error());
    return std::optional<T>();
  }

 protected:
  std::shared_ptr<DatabaseStream<T>> stream_;
};

template <Row T>
class [[nodiscard]] DatabaseNextRow final : public DatabaseTryNext<T> {
 public:
  using DatabaseTryNext<T>::DatabaseTryNext;
  [[nodiscard]] std::optional<T> await_resume() {
    if (this->was_cancelled()) throw Cancelled();
    auto row = DatabaseTryNext<T>::await_resume();
    if (!row) throw std::move(row.error());
    return *std::move(row);
  }
};

template <Row T>
class DatabaseRows {  // Affinity: loop.
 public:
  DatabaseRows(DatabaseEngine& engine, std::shared_ptr<DatabaseLease> lease, std::shared_ptr<DatabaseStream<T>> stream, Duration limit)
      : engine_(&engine), lease_(std::move(lease)), stream_(std::move(stream)), limit_(limit) {}
  DatabaseRows(DatabaseRows&&) noexcept = default;
  DatabaseRows& operator=(DatabaseRows&&) = delete;
  ~DatabaseRows() {
    if (stream_ && sent_ && !stream_->finished()) stream_->abandon();
  }

  // The next row; nothing after the last one. Errors as of every call; after one there are no more rows.
  [[nodiscard]] DatabaseNextRow<T> next() { return {*engine_, lease_, stream_, limit_, sent_}; }
  [[nodiscard]] DatabaseTryNext<T> try_next() { return {*engine_, lease_, stream_, limit_, sent_}; }

 private:
  DatabaseEngine* engine_;
  std::shared_ptr<DatabaseLease> lease_;
  std::shared_ptr<DatabaseStream<T>> stream_;
  Duration limit_;
  bool sent_ = false;
};

}  // namespace saki
