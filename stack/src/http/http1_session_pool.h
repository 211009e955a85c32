// SPDX-License-Identifier: Apache-2.0
//
// Http1SessionPool: sessions between two uses, last in first out. Some are kept. The last one has a place of its own: as a rule it is all
// that a worker needs, and it has its blocks still.
#pragma once

#include <memory>
#include <vector>

#include "http/http1_session.h"

namespace saki::http {

class Http1SessionPool {  // Affinity: loop.
 public:
  Http1SessionPool() { free_.reserve(kKeptCount); }  // Giving back never allocates.

  // `to` has none, and `from` has one that has left its connection. It is the other way round then.
  void lend(std::unique_ptr<Http1Session>& to, HttpWorker& worker) {
    if (!last_) [[unlikely]]
      find_other(worker);
    last_.swap(to);
  }
  void take_back(std::unique_ptr<Http1Session>& from) noexcept {
    if (last_) [[unlikely]]
      shelve();
    last_.swap(from);
  }
  void give_up_spare(std::size_t kept_count) noexcept;  // Keeps so many besides the last, at most; none holds a block then.

 private:
  static constexpr std::size_t kKeptCount = 64;

  void find_other(HttpWorker& worker);
  void shelve() noexcept;

  std::unique_ptr<Http1Session> last_;
  std::vector<std::unique_ptr<Http1Session>> free_;
};

}  // namespace saki::http
