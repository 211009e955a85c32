// SPDX-License-Identifier: Apache-2.0
#include "http/idle_list.h"

#include <algorithm>

namespace saki::http {

void IdleList::hasten(MonotonicTime deadline) {
  IntrusiveList<Http1Connection> all;
  waiting_.move_all_to(all);
  while (!all.empty()) {
    Http1Connection& connection = all.pop_front();
    connection.set_deadline(std::min(connection.deadline(), deadline));
    waiting_.push_back(connection);
  }
  arm();
}

void IdleList::close(Which which) {
  IntrusiveList<Http1Connection> all;
  waiting_.move_all_to(all);
  while (!all.empty()) {
    Http1Connection& connection = all.pop_front();
    waiting_.push_back(connection);
    if (connection.idle() && (which == Which::All || !connection.has_unread())) delete &connection;
  }
}

void IdleList::close_front() { delete &waiting_.front(); }

void IdleList::expire() {
  while (!waiting_.empty() && waiting_.front().deadline() <= loop().now()) {
    ++timeouts_;
    delete &waiting_.front();
  }
  arm();
}

void IdleList::arm() {
  if (!waiting_.empty() && waiting_.front().deadline() != MonotonicTime::max()) start_at(waiting_.front().deadline());
}

}  // namespace saki::http
