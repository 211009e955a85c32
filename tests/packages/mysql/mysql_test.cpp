// SPDX-License-Identifier: Apache-2.0
#include "mysql_test.h"

#include "saki/measures.h"

namespace saki {
namespace {

void report(void*, const char*, std::exception_ptr error) noexcept {
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& exception) {
    ADD_FAILURE() << "a task ended with: " << exception.what();
  }
}

}  // namespace

MysqlTest::MysqlTest(MariaServer& asked)
    : server(asked), options(asked.options()), loop(*Loop::open()), binding(*loop), scope(*loop, "test") {
  scope.on_error(report, nullptr);
}

MysqlTest::~MysqlTest() { close(); }

void MysqlTest::open() {
  const Diagnostics diagnostics = database.open(options);
  ASSERT_TRUE(diagnostics.empty()) << diagnostics.text();
  database.start_worker(*loop);
  open_ = true;
}

void MysqlTest::close() {
  if (!std::exchange(open_, false)) return;
  database.stop_worker(*loop);
  database.stop();
}

void MysqlTest::turn_for(Duration time) {
  const auto end = Clock::system().monotonic() + time;
  while (Clock::system().monotonic() < end) loop->run_once(std::chrono::milliseconds(1));
}

double MysqlTest::measured(const std::string& name) const {
  Measures measures;
  database.measure(measures);
  return measures.find(name).value_or(-1);
}

void MysqlTest::expect_sessions(int count) {
  const auto end = Clock::system().monotonic() + kPatience;
  while (server.sessions() != count && Clock::system().monotonic() < end) turn_for(std::chrono::milliseconds(5));
  EXPECT_EQ(server.sessions(), count);
}

}  // namespace saki
