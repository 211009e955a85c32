// SPDX-License-Identifier: Apache-2.0
//
// Sessions that are kept in a table: what all sessions must do.
#include "saki/sqlite.h"
#include "support/session_conformance.h"
#include "support/test_folder.h"

namespace saki {
namespace {

class InTable {
 public:
  static std::unique_ptr<Package> keeper() { return std::make_unique<Sqlite>(); }
  std::string config() const {
    return "store: {backend: sqlite}\nsqlite: {path: '" + folder_.file("sessions.db") + "', durability: normal}\n";
  }

 private:
  TestFolder folder_;
};

INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, SessionConformance, InTable);

}  // namespace
}  // namespace saki
