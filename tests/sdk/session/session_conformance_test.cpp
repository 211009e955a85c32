// SPDX-License-Identifier: Apache-2.0
//
// Sessions that are kept in memory: what all sessions must do.
#include "support/session_conformance.h"

namespace saki {
namespace {

class InMemory {
 public:
  static std::unique_ptr<Package> keeper() { return nullptr; }
  static std::string config() { return "store: {backend: memory}\n"; }
};

INSTANTIATE_TYPED_TEST_SUITE_P(Memory, SessionConformance, InMemory);

}  // namespace
}  // namespace saki
