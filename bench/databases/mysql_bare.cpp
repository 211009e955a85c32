// SPDX-License-Identifier: Apache-2.0
//
// The floor of MySQL: the client library's non-blocking calls, one epoll, nothing else. Connections do one read after the other.
#include <mysql.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <vector>

#include "reads.h"

namespace saki::bench {
namespace {

constexpr const char* kSql = "select id, title from books where id = ?";

void check(bool good, const char* what) {
  if (good) return;
  std::fprintf(stderr, "mysql-bare: %s\n", what);
  std::exit(1);
}

class Reader {
 public:
  Reader(const Wish& wish, int epoll) {
    mysql_init(&handle_);
    mysql_options(&handle_, MYSQL_OPT_NONBLOCK, nullptr);
    check(mysql_real_connect(&handle_, nullptr, "root", nullptr, "bench", 0, wish.place.c_str(), 0) != nullptr, mysql_error(&handle_));
    statement_ = mysql_stmt_init(&handle_);
    check(mysql_stmt_prepare(statement_, kSql, std::strlen(kSql)) == 0, "prepare");
    parameter_.buffer_type = MYSQL_TYPE_LONGLONG;
    parameter_.buffer = &id_;
    row_[0].buffer_type = MYSQL_TYPE_LONGLONG;
    row_[0].buffer = &found_;
    row_[1].buffer_type = MYSQL_TYPE_STRING;
    row_[1].buffer = title_;
    row_[1].buffer_length = sizeof title_;
    row_[1].length = &title_bytes_;
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = this;
    ::epoll_ctl(epoll, EPOLL_CTL_ADD, static_cast<int>(mysql_get_socket(&handle_)), &event);
  }
  ~Reader() {
    mysql_close(&handle_);
    mysql_stmt_close(statement_);
  }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  // Goes on as far as it can; false when there is nothing left to read.
  bool go_on(std::int64_t& left) {
    int events = MYSQL_WAIT_READ;
    while (true) {
      if (step_ == Step::Begin) {
        if (left-- <= 0) return false;
        id_ = left % kRows + 1;
        mysql_stmt_bind_param(statement_, &parameter_);
        waits_ = mysql_stmt_execute_start(&result_, statement_);
        step_ = Step::Execute;
      } else if (step_ == Step::Execute) {
        waits_ = mysql_stmt_execute_cont(&result_, statement_, events);
      } else {
        waits_ = mysql_stmt_fetch_cont(&result_, statement_, events);
      }
      if (waits_ != 0) return true;
      if (step_ == Step::Execute) {
        check(result_ == 0, mysql_stmt_error(statement_));
        mysql_stmt_bind_result(statement_, row_);
        step_ = Step::Fetch;
      }
      while (waits_ == 0 && result_ != MYSQL_NO_DATA) waits_ = mysql_stmt_fetch_start(&result_, statement_);
      if (waits_ != 0) return true;
      check(found_ == id_, "another row");
      const std::string title(title_, title_bytes_);
      check(!title.empty(), "no title");
      mysql_stmt_free_result(statement_);
      step_ = Step::Begin;
    }
  }

 private:
  enum class Step { Begin, Execute, Fetch };

  MYSQL handle_{};
  MYSQL_STMT* statement_ = nullptr;
  MYSQL_BIND parameter_{};
  MYSQL_BIND row_[2]{};
  long long id_ = 0;
  long long found_ = 0;
  char title_[256]{};
  unsigned long title_bytes_ = 0;
  Step step_ = Step::Begin;
  int waits_ = 0;
  int result_ = 0;
};

}  // namespace

void read_mysql_bare(const Wish& wish, Ready ready) {
  const int epoll = ::epoll_create1(EPOLL_CLOEXEC);
  std::vector<std::unique_ptr<Reader>> readers;
  for (unsigned i = 0; i < wish.connections; ++i) readers.push_back(std::make_unique<Reader>(wish, epoll));
  ready();
  std::int64_t left = wish.count;
  unsigned busy = 0;
  for (const auto& reader : readers) busy += reader->go_on(left) ? 1U : 0U;
  epoll_event events[64];
  while (busy > 0) {
    const int count = ::epoll_wait(epoll, events, 64, -1);
    for (int i = 0; i < count; ++i) busy -= static_cast<Reader*>(events[i].data.ptr)->go_on(left) ? 0U : 1U;
  }
  readers.clear();
  ::close(epoll);
}

}  // namespace saki::bench
