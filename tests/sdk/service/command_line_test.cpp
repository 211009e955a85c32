// SPDX-License-Identifier: Apache-2.0
#include "service/command_line.h"

#include <gtest/gtest.h>

namespace saki {
namespace {

CommandLine parse(std::vector<std::string> arguments) { return parse_command_line(arguments); }

TEST(CommandLineFlags, AreReadInBothSpellings) {
  const CommandLine line = parse({"--listen", "127.0.0.1:0", "--listen=[::1]:8080", "--workers=2", "--config", "a.yaml", "--set", "a.b=c=d",
                                  "--set=x=1", "--log-level", "debug", "--check-config"});
  EXPECT_EQ(line.mistake, "");
  EXPECT_EQ(line.listen, (std::vector<std::string>{"127.0.0.1:0", "[::1]:8080"}));
  EXPECT_EQ(line.workers, "2");
  EXPECT_EQ(line.config, "a.yaml");
  EXPECT_EQ(line.settings, (std::vector<std::string>{"a.b=c=d", "x=1"}));
  EXPECT_EQ(line.log_level, "debug");
  EXPECT_TRUE(line.check_config);
  EXPECT_FALSE(line.version);
}

TEST(CommandLineFlags, MistakesSayWhatWasMeant) {
  EXPECT_EQ(parse({"--lisen", "x"}).mistake, "unknown flag \"--lisen\" (did you mean \"--listen\"?)");
  EXPECT_EQ(parse({"--worker=2"}).mistake, "unknown flag \"--worker\" (did you mean \"--workers\"?)");
  EXPECT_EQ(parse({"--frobnicate"}).mistake, "unknown flag \"--frobnicate\"");
  EXPECT_EQ(parse({"serve"}).mistake, "unexpected argument \"serve\"");
  EXPECT_EQ(parse({"--workers"}).mistake, "--workers needs a value: --workers N");
  EXPECT_EQ(parse({"--help=yes"}).mistake, "--help takes no value");
  EXPECT_EQ(parse({"--json"}).mistake, "--json goes with --version or --db");
  EXPECT_EQ(parse({"--version", "--json"}).mistake, "");
  EXPECT_TRUE(parse({"-h"}).help);
}

}  // namespace
}  // namespace saki
