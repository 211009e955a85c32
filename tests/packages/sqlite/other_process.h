// SPDX-License-Identifier: Apache-2.0
//
// OtherProcess: the sqlite3 shell on the same file, told what to do line by line. For locks that another process holds.
#pragma once

#include <sys/types.h>

#include <string>

namespace saki {

class OtherProcess {
 public:
  explicit OtherProcess(const std::string& path);
  ~OtherProcess();  // Ends it.
  OtherProcess(const OtherProcess&) = delete;
  OtherProcess& operator=(const OtherProcess&) = delete;

  // Runs `sql` there; returns when it has, with what it printed.
  std::string run(const std::string& sql);

 private:
  pid_t process_ = -1;
  int input_ = -1;
  int output_ = -1;
};

}  // namespace saki
