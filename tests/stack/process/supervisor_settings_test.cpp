// SPDX-License-Identifier: Apache-2.0
#include "saki/process/supervisor_settings.h"

#include <gtest/gtest.h>

#include "saki/config/config_tree.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

SupervisorSettings read(const std::vector<std::string>& assignments) {
  ConfigSchema schema;
  declare_supervisor_settings(schema);
  ConfigTree tree;
  Diagnostics diagnostics;
  for (const std::string& assignment : assignments) tree.set(assignment, diagnostics);
  const auto config = schema.read(tree, diagnostics);
  EXPECT_TRUE(diagnostics.empty()) << diagnostics.text();
  return read_supervisor_settings(*config);
}

TEST(SupervisorSettings, TheDefaultsAreThoseOfTheStruct) { EXPECT_EQ(to_text(read({})), to_text(SupervisorSettings{})); }

TEST(SupervisorSettings, AreReadWithTheirUnits) {
  const SupervisorSettings settings = read({"server.supervisor.heartbeat=0s", "server.supervisor.backoff=10ms",
                                            "server.supervisor.restart_limit=3", "server.supervisor.crash_reports=0"});
  EXPECT_EQ(settings.heartbeat, 0s);
  EXPECT_EQ(settings.backoff, 10ms);
  EXPECT_EQ(settings.restart_limit, 3U);
  EXPECT_EQ(settings.crash_reports, 0U);
}

TEST(SupervisorSettings, TravelAsText) {
  SupervisorSettings settings;
  settings.heartbeat = 1234ms;
  settings.drain_timeout = 7s;
  settings.crash_dir = "/var/lib/a b=c/crash";
  settings.log_file = "/var/log/x";
  settings.log_format = LogFormat::Json;
  settings.reading = "1234567890";
  const SupervisorSettings arrived = supervisor_settings_from(to_text(settings));
  EXPECT_EQ(to_text(arrived), to_text(settings));
  EXPECT_EQ(arrived.crash_dir, settings.crash_dir);
  EXPECT_EQ(arrived.heartbeat, 1234ms);
  EXPECT_EQ(arrived.reading, "1234567890");
  EXPECT_EQ(arrived.log_format, LogFormat::Json);
}

TEST(SupervisorSettings, WhatAnotherVersionSaysBesidesIsPassedOver) {
  const SupervisorSettings settings = supervisor_settings_from("colour=red\nheartbeat=1000\nno equals\n\n=\nrestart_limit=x");
  EXPECT_EQ(settings.heartbeat, 1us);
  EXPECT_EQ(settings.restart_limit, 0U);
  EXPECT_EQ(settings.backoff, SupervisorSettings{}.backoff);
}

}  // namespace
}  // namespace saki
