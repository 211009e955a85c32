// SPDX-License-Identifier: Apache-2.0
#include "connection_thread.h"

#include <pthread.h>

#include <utility>

#include "saki/base/signals_blocked.h"

namespace saki {

std::expected<void, OpenFailure> ConnectionThread::start(const SqliteOptions& options, SqliteRole role, const std::string& name,
                                                         const std::atomic<bool>& stopping, SqliteVitals& vitals) {
  std::promise<std::expected<void, OpenFailure>> opened;
  auto result = opened.get_future();
  {
    const SignalsBlocked blocked;
    thread_ = std::thread([this, options, role, name, &stopping, &vitals, told = std::move(opened)]() mutable {
      ::pthread_setname_np(::pthread_self(), name.c_str());
      const Opened connection = open(options, role, stopping, vitals);
      if (!connection) return told.set_value(std::unexpected(connection.error()));
      told.set_value({});
      serve(**connection);
    });
  }
  auto done = result.get();
  if (!done) join();
  return done;
}

ConnectionThread::Opened ConnectionThread::open(const SqliteOptions& options, SqliteRole role, const std::atomic<bool>& stopping,
                                                SqliteVitals& vitals) {
  auto connection = Connection::open(options, role, stopping, vitals);
  if (!connection) return std::unexpected(OpenFailure{std::move(connection.error())});
  if (auto prepared = prepare(**connection); !prepared) return std::unexpected(std::move(prepared.error()));
  return *std::move(connection);
}

void ConnectionThread::join() noexcept {
  if (thread_.joinable()) thread_.join();
}

}  // namespace saki
