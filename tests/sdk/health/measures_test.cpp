// SPDX-License-Identifier: Apache-2.0
#include "saki/measures.h"

#include <gmock/gmock.h>

namespace saki {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

TEST(Measures, EachFamilyIsExplainedOnceAndHoldsItsSamplesTogether) {
  Measures measures;
  measures.gauge("pool_connections", "Open connections.", 3, {{"pool", "reading"}});
  measures.counter("calls_total", "Calls made.", 7);
  measures.gauge("pool_connections", "Open connections.", 1, {{"pool", "writing"}});
  EXPECT_EQ(measures.text(),
            "# HELP saki_pool_connections Open connections.\n"
            "# TYPE saki_pool_connections gauge\n"
            "saki_pool_connections{pool=\"reading\"} 3\n"
            "saki_pool_connections{pool=\"writing\"} 1\n"
            "# HELP saki_calls_total Calls made.\n"
            "# TYPE saki_calls_total counter\n"
            "saki_calls_total 7\n");
}

TEST(Measures, LatenciesCountUpwardsInSeconds) {
  Latency latency;
  latency.record(1us);
  latency.record(2us);
  latency.record(1h);
  Measures measures;
  measures.latency("call_seconds", "From a call to its answer.", latency, {{"pool", "a"}});
  const std::string text = measures.text();
  EXPECT_THAT(text, HasSubstr("# TYPE saki_call_seconds histogram\n"
                              "saki_call_seconds_bucket{pool=\"a\",le=\"1.024e-06\"} 1\n"
                              "saki_call_seconds_bucket{pool=\"a\",le=\"2.048e-06\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("saki_call_seconds_bucket{pool=\"a\",le=\"+Inf\"} 3\n"
                              "saki_call_seconds_sum{pool=\"a\"} 3600.000003\n"
                              "saki_call_seconds_count{pool=\"a\"} 3\n"));
}

TEST(Measures, TextOfLabelsAndHelpIsEscaped) {
  Measures measures;
  measures.gauge("files", "Of \\ and\nmore.", 0.5, {{"path", "a\"b\\c\nd"}});
  EXPECT_EQ(measures.text(),
            "# HELP saki_files Of \\\\ and\\nmore.\n"
            "# TYPE saki_files gauge\n"
            "saki_files{path=\"a\\\"b\\\\c\\nd\"} 0.5\n");
}

TEST(Measures, OneSampleIsFoundByNameAndLabels) {
  Measures measures;
  measures.gauge("entries", "Entries held.", 12, {{"shard", "0"}});
  EXPECT_EQ(measures.find("entries{shard=\"0\"}"), 12.0);
  EXPECT_EQ(measures.find("entries"), std::nullopt);
}

using MeasuresDeathTest = testing::Test;

TEST(MeasuresDeathTest, ANameOutsideTheGrammarIsAMistakeOfTheProgram) {
  Measures measures;
  EXPECT_DEATH(measures.gauge("Bad-Name", "", 1), "a measure's name is of a-z");
  EXPECT_DEATH(measures.counter("calls", "", 1), "ends in _total");
  measures.gauge("calls_total", "", 1);
  EXPECT_DEATH(measures.counter("calls_total", "", 1), "stands for one kind");
}

}  // namespace
}  // namespace saki
