// SPDX-License-Identifier: Apache-2.0
#include "sqlite_test.h"

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

SqliteTest::SqliteTest() : loop(*Loop::open()), binding(*loop), scope(*loop, "test") {
  scope.on_error(report, nullptr);
  options.path = path();
}

SqliteTest::~SqliteTest() { database.stop(); }

void SqliteTest::open() {
  const Diagnostics diagnostics = database.open(options);
  ASSERT_TRUE(diagnostics.empty()) << diagnostics.text();
}

}  // namespace saki
