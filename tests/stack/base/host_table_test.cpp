// SPDX-License-Identifier: Apache-2.0
#include "saki/base/host_table.h"

#include <gtest/gtest.h>

namespace saki {
namespace {

constexpr std::uint32_t kNone = HostTable::kNone;

TEST(HostTable, FindsAHostByEachOfItsNamesInAnyLetterCaseAndWithAnyPort) {
  HostTable table;
  EXPECT_EQ(table.add("Example.org", 1), kNone);
  EXPECT_EQ(table.add("www.example.org", 1), kNone);
  EXPECT_EQ(table.add("other.example", 2), kNone);
  for (const char* host : {"example.org", "EXAMPLE.ORG", "example.org:8443", "example.org.", "www.example.org", "Www.Example.Org.:80"})
    EXPECT_EQ(table.find(host), 1U) << host;
  EXPECT_EQ(table.find("other.example"), 2U);
  for (const char* host : {"", "example", "example.org.evil", "evil-example.org", "a.example.org", "example.org..", "org", ":80"})
    EXPECT_EQ(table.find(host), kNone) << host;
}

TEST(HostTable, AWildcardStandsForExactlyOneLabelAndYieldsToAName) {
  HostTable table;
  table.add("*.example.org", 1);
  table.add("special.example.org", 2);
  EXPECT_EQ(table.find("a.example.org"), 1U);
  EXPECT_EQ(table.find("A.EXAMPLE.ORG:80"), 1U);
  EXPECT_EQ(table.find("special.example.org"), 2U);
  for (const char* host : {"example.org", "a.b.example.org", ".example.org", "example.org.", "*.org"})
    EXPECT_EQ(table.find(host), kNone) << host;
}

TEST(HostTable, ANameThatIsTakenStaysWithItsHost) {
  HostTable table;
  EXPECT_EQ(table.add("example.org", 1), kNone);
  EXPECT_EQ(table.add("EXAMPLE.org.", 2), 1U);
  EXPECT_EQ(table.find("example.org"), 1U);
  EXPECT_EQ(table.add("*.example.org", 2), kNone);
  EXPECT_EQ(table.add("*.Example.org", 3), 2U);
}

}  // namespace
}  // namespace saki
