// SPDX-License-Identifier: Apache-2.0
//
// StoreConformance: what every StoreEngine must do, whatever keeps its data.
//
//   class Kept {                                    // made afresh for each test, on its thread, with its loop bound
//    public:
//     explicit Kept(Loop& loop);
//     std::unique_ptr<StoreEngine> open(const StoreOptions& options);   // an empty store; its worker is started by the suite
//     void pass(Duration time);                     // until so much has passed for the engine
//   };
//   INSTANTIATE_TYPED_TEST_SUITE_P(Redis, StoreConformance, Kept);
//
// Spans of time are some tenths of a second, so that an engine whose time is a server's can wait for them.
#pragma once

#include <gmock/gmock.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "saki/store_access.h"
#include "saki/task.h"

namespace saki {

using namespace std::chrono_literals;

template <class Kept>
class StoreConformance : public ::testing::Test {
 public:
  StoreConformance() : loop(*Loop::open({.clock = kept_clock()})), binding(*loop), scope(*loop, "test"), kept(*loop) {
    scope.on_error(report, nullptr);
    options.key_bytes = 64;
    options.value_bytes = 256;
    options.page_count = 10;
    options.page_bytes = 1'000;
    options.batch_count = 20;
    options.watch_count = 3;
    options.watch_queue_count = 4;
  }
  ~StoreConformance() override {
    if (engine == nullptr) return;
    engine->stop_worker(*loop);
    engine->stop();
  }

  // Runs `function(store)`, a Task<>, to its end. What it throws is a failure.
  void ask(Task<> (*function)(StoreAccess&)) {
    if (engine == nullptr) {
      engine = kept.open(options);
      ASSERT_NE(engine, nullptr);
      engine->start_worker(*loop);
    }
    StoreAccess store(*engine, "test:");
    scope.spawn(function, std::ref(store));
    while (scope.running() > 0) loop->run_once(10ms);
  }

  StoreOptions options;
  std::unique_ptr<Loop> loop;
  LoopBinding binding;
  TaskScope scope;
  Kept kept;
  std::unique_ptr<StoreEngine> engine;

 private:
  static const Clock* kept_clock() {
    if constexpr (requires { Kept::clock(); }) {
      return &Kept::clock();
    } else {
      return &Clock::system();
    }
  }
  static void report(void*, const char*, std::exception_ptr error) noexcept {
    try {
      std::rethrow_exception(error);
    } catch (const std::exception& exception) {
      ADD_FAILURE() << "a task ended with: " << exception.what();
    }
  }
};

TYPED_TEST_SUITE_P(StoreConformance);

// What a call that fails fails with; none where it did not.
template <class T>
std::optional<StoreErrorKind> failure_of(const StoreResult<T>& result) {
  if (result) return std::nullopt;
  return result.error().kind();
}

inline std::vector<std::string> keys_of(const StorePage& page) {
  std::vector<std::string> keys;
  for (const StoreEntry& entry : page.entries) keys.push_back(entry.key);
  return keys;
}

TYPED_TEST_P(StoreConformance, WhatIsSetIsThereUntilItIsRemoved) {
  this->ask([](StoreAccess& store) -> Task<> {
    const auto before = co_await store.get("a");
    EXPECT_EQ(before, std::nullopt);
    co_await store.set("a", "one");
    co_await store.set("a", "two");
    const auto after = co_await store.get("a");
    EXPECT_EQ(after, "two");
    const bool removed = co_await store.remove("a");
    EXPECT_TRUE(removed);
    const bool again = co_await store.remove("a");
    EXPECT_FALSE(again);
    const auto gone = co_await store.get("a");
    EXPECT_EQ(gone, std::nullopt);
  });
}

TYPED_TEST_P(StoreConformance, KeysAndValuesAreAnyBytes) {
  this->ask([](StoreAccess& store) -> Task<> {
    const std::string key("\0\xff'\"%*?[\r\n", 10);
    const std::string value("\0\x80\xff\r\n$0", 7);
    co_await store.set(key, value);
    co_await store.set("empty", "");
    const auto found = co_await store.get(key);
    EXPECT_EQ(found, value);
    const auto empty = co_await store.get("empty");
    EXPECT_EQ(empty, "");
    StoreScan scan("");
    const StorePage page = co_await store.scan(scan);
    EXPECT_THAT(keys_of(page), ::testing::ElementsAre(key, "empty"));
  });
}

TYPED_TEST_P(StoreConformance, OnlyOneOfThoseThatAddSucceeds) {
  this->ask([](StoreAccess& store) -> Task<> {
    const bool first = co_await store.add("lock", "mine");
    const bool second = co_await store.add("lock", "yours");
    EXPECT_TRUE(first);
    EXPECT_FALSE(second);
    const auto whose = co_await store.get("lock");
    EXPECT_EQ(whose, "mine");
  });
}

TYPED_TEST_P(StoreConformance, AValueIsComparedBeforeItIsChangedOrRemoved) {
  this->ask([](StoreAccess& store) -> Task<> {
    const bool none = co_await store.compare_and_set("a", "", "new");
    EXPECT_FALSE(none);
    co_await store.set("a", "one");
    const bool wrong = co_await store.compare_and_set("a", "two", "three");
    EXPECT_FALSE(wrong);
    const bool right = co_await store.compare_and_set("a", "one", "two");
    EXPECT_TRUE(right);
    const bool other = co_await store.compare_and_remove("a", "one");
    EXPECT_FALSE(other);
    const bool gone = co_await store.compare_and_remove("a", "two");
    EXPECT_TRUE(gone);
    const auto after = co_await store.get("a");
    EXPECT_EQ(after, std::nullopt);
  });
}

TYPED_TEST_P(StoreConformance, NumbersAreCountedUpAndDownWithinSixtyFourBits) {
  this->ask([](StoreAccess& store) -> Task<> {
    const auto one = co_await store.increment("n");
    const auto down = co_await store.increment("n", -5);
    EXPECT_EQ(one, 1);
    EXPECT_EQ(down, -4);
    const auto text = co_await store.get("n");
    EXPECT_EQ(text, "-4");
    co_await store.set("n", "9223372036854775806");
    const auto most = co_await store.increment("n");
    EXPECT_EQ(most, INT64_MAX);
    const auto beyond = co_await store.try_increment("n");
    EXPECT_EQ(failure_of(beyond), StoreErrorKind::Invalid);
    for (const char* const none : {"seven", "", " 7", "+7", "07", "-0"}) {
      co_await store.set("word", none);
      const auto word = co_await store.try_increment("word");
      EXPECT_EQ(failure_of(word), StoreErrorKind::Invalid) << none;
    }
    const auto unchanged = co_await store.get("n");
    EXPECT_EQ(unchanged, "9223372036854775807");
  });
}

TYPED_TEST_P(StoreConformance, BytesAreAppendedUpToTheLongestValue) {
  this->ask([](StoreAccess& store) -> Task<> {
    const auto first = co_await store.append("log", "abc");
    const auto second = co_await store.append("log", std::string(253, 'x'));
    EXPECT_EQ(first, 3);
    EXPECT_EQ(second, 256);
    const auto third = co_await store.try_append("log", "y");
    EXPECT_EQ(failure_of(third), StoreErrorKind::TooLarge);
    const auto whole = co_await store.get("log");
    EXPECT_EQ(whole, "abc" + std::string(253, 'x'));
  });
}

TYPED_TEST_P(StoreConformance, WhatIsTooLongOrEmptyIsRefused) {
  this->ask([](StoreAccess& store) -> Task<> {
    const auto value = co_await store.try_set("a", std::string(257, 'x'));
    EXPECT_EQ(failure_of(value), StoreErrorKind::TooLarge);
    const auto key = co_await store.try_get(std::string(60, 'k'));
    EXPECT_EQ(failure_of(key), StoreErrorKind::TooLarge);
    const auto empty = co_await store.try_set("", "x");
    EXPECT_EQ(failure_of(empty), StoreErrorKind::Invalid);
    co_await store.set(std::string(59, 'k'), std::string(256, 'x'));
    std::vector<StoreOperation> many;
    for (int i = 0; i < 21; ++i) many.push_back(StoreOperation::get("a"));
    const auto answers = co_await store.try_run_all(std::move(many));
    EXPECT_EQ(failure_of(answers), StoreErrorKind::TooLarge);
  });
}

// What is given a short time to live is one batch, since a busy machine takes longer between two calls.
TYPED_TEST_P(StoreConformance, AKeyThatHasExpiredIsNotThere) {
  this->ask([](StoreAccess& store) -> Task<> {
    std::vector<StoreOperation> batch;
    batch.push_back(StoreOperation::set("short", "x", 200ms));
    batch.push_back(StoreOperation::set("long", "x", 1h));
    batch.push_back(StoreOperation::set("forever", "x", 200ms));
    batch.push_back(StoreOperation::set("forever", "y"));
    batch.push_back(StoreOperation::set("over", "x", -200ms));
    batch.push_back(StoreOperation::increment("count", 5, 200ms));
    batch.push_back(StoreOperation::increment("count", 5, 1h));
    batch.push_back(StoreOperation::append("text", "a", 200ms));
    batch.push_back(StoreOperation::append("text", "b", 1h));
    batch.push_back(StoreOperation::get("short"));
    const StoreAnswers answers = co_await store.run_all(std::move(batch));
    EXPECT_EQ(answers.back().value().text(), "x");
  });
  this->kept.pass(300ms);
  this->ask([](StoreAccess& store) -> Task<> {
    const auto gone = co_await store.get("short");
    EXPECT_EQ(gone, std::nullopt);
    StoreScan scan("");
    const StorePage page = co_await store.scan(scan);
    EXPECT_THAT(keys_of(page), ::testing::ElementsAre("forever", "long"));
    const bool removed = co_await store.remove("short");
    EXPECT_FALSE(removed);
    const bool added = co_await store.add("short", "again");
    EXPECT_TRUE(added);
    const auto counted = co_await store.increment("count");
    EXPECT_EQ(counted, 1);
  });
}

TYPED_TEST_P(StoreConformance, ATimeToLiveIsGivenAndTaken) {
  this->ask([](StoreAccess& store) -> Task<> {
    std::vector<StoreOperation> batch;
    batch.push_back(StoreOperation::set("a", "x", 200ms));
    batch.push_back(StoreOperation::set("b", "x"));
    batch.push_back(StoreOperation::set("c", "x", 200ms));
    batch.push_back(StoreOperation::expire("a", StoreAccess::kForever));
    batch.push_back(StoreOperation::expire("b", 200ms));
    batch.push_back(StoreOperation::expire("d", 1h));
    batch.push_back(StoreOperation::compare_and_set("c", "x", "x", 1h));
    const StoreAnswers answers = co_await store.run_all(std::move(batch));
    EXPECT_TRUE(answers.at(3).value().done());
    EXPECT_TRUE(answers.at(4).value().done());
    EXPECT_FALSE(answers.at(5).value().done()) << "there is none";
    EXPECT_TRUE(answers.at(6).value().done());
  });
  this->kept.pass(300ms);
  this->ask([](StoreAccess& store) -> Task<> {
    StoreScan scan("");
    const StorePage page = co_await store.scan(scan);
    EXPECT_THAT(keys_of(page), ::testing::ElementsAre("a", "c"));
  });
}

TYPED_TEST_P(StoreConformance, KeysAreReadInTheirOrderAPageAtATime) {
  this->ask([](StoreAccess& store) -> Task<> {
    std::vector<std::string> expected;
    for (int i = 0; i < 25; ++i) expected.push_back("k:" + std::to_string(100 + i));
    for (std::size_t i = 0; i < expected.size(); ++i) co_await store.set(expected[(i * 7) % 25], std::to_string((i * 7) % 25));
    co_await store.set("k", "before");
    co_await store.set("k;", "behind");
    std::vector<std::string> found;
    StoreScan scan("k:");
    int pages = 0;
    do {
      const StorePage page = co_await store.scan(scan);
      EXPECT_LE(page.entries.size(), 10U);
      for (const StoreEntry& entry : page.entries) {
        EXPECT_EQ(entry.value, std::to_string(found.size()));
        found.push_back(entry.key);
      }
      scan.after = page.next;
    } while (!scan.after.empty() && ++pages < 20);
    EXPECT_EQ(found, expected);
    StoreScan two("k:", "k:109", 2);
    const StorePage page = co_await store.scan(two);
    EXPECT_THAT(keys_of(page), ::testing::ElementsAre("k:110", "k:111"));
    EXPECT_EQ(page.next, "k:111");
    StoreScan nothing("zzz");
    const StorePage empty = co_await store.scan(nothing);
    EXPECT_THAT(keys_of(empty), ::testing::IsEmpty());
    EXPECT_EQ(empty.next, "");
  });
}

TYPED_TEST_P(StoreConformance, APageEndsEarlyWhereItsEntriesAreLarge) {
  this->ask([](StoreAccess& store) -> Task<> {
    std::vector<std::string> expected;
    for (int i = 0; i < 12; ++i) expected.push_back("big:" + std::to_string(10 + i));
    for (const std::string& key : expected) co_await store.set(key, std::string(250, 'x'));
    std::vector<std::string> found;
    StoreScan scan("big:");
    do {
      const StorePage page = co_await store.scan(scan);
      EXPECT_LE(page.entries.size(), 5U);
      for (const StoreEntry& entry : page.entries) found.push_back(entry.key);
      scan.after = page.next;
    } while (!scan.after.empty());
    EXPECT_EQ(found, expected);
  });
}

TYPED_TEST_P(StoreConformance, ABatchAnswersEachInItsPlace) {
  this->ask([](StoreAccess& store) -> Task<> {
    std::vector<StoreOperation> batch;
    batch.push_back(StoreOperation::set("a", "1"));
    batch.push_back(StoreOperation::get("a"));
    batch.push_back(StoreOperation::increment("a", 41));
    batch.push_back(StoreOperation::get(""));
    batch.push_back(StoreOperation::set("word", "x"));
    batch.push_back(StoreOperation::increment("word"));
    batch.push_back(StoreOperation::add("a", "no"));
    batch.push_back(StoreOperation::get("none"));
    const StoreAnswers answers = co_await store.run_all(std::move(batch));
    EXPECT_EQ(answers.size(), 8U);
    EXPECT_EQ(answers.at(1).value().text(), "1");
    EXPECT_EQ(answers.at(2).value().number(), 42);
    EXPECT_EQ(failure_of(answers.at(3)), StoreErrorKind::Invalid);
    EXPECT_EQ(failure_of(answers.at(5)), StoreErrorKind::Invalid);
    EXPECT_FALSE(answers.at(6).value().done());
    EXPECT_EQ(answers.at(7).value().text(), std::nullopt);
    const StoreAnswers none = co_await store.run_all({});
    EXPECT_TRUE(none.empty());
  });
}

TYPED_TEST_P(StoreConformance, ARateLetsABurstPassAndTellsTheWait) {
  this->ask([](StoreAccess& store) -> Task<> {
    const Rate rate(10, 1h, 3);  // None comes back while a busy machine asks.
    for (std::uint32_t left = 3; left > 0; --left) {
      const RateVerdict verdict = co_await store.throttle("who", rate);
      EXPECT_TRUE(verdict.admitted);
      EXPECT_EQ(verdict.remaining, left - 1);
    }
    const RateVerdict refused = co_await store.throttle("who", rate);
    EXPECT_FALSE(refused.admitted);
    EXPECT_GT(refused.wait, 0ms);
    EXPECT_LE(refused.wait, 6min);
    const RateVerdict other = co_await store.throttle("another", rate, 3);
    EXPECT_TRUE(other.admitted);
    const RateVerdict never = co_await store.throttle("another", rate, 4);
    EXPECT_EQ(never.wait, Duration::max());
    co_await store.set("text", "no state");
    const auto mismatch = co_await store.try_throttle("text", rate);
    EXPECT_EQ(failure_of(mismatch), StoreErrorKind::Invalid);
  });
}

TYPED_TEST_P(StoreConformance, ARateLetsOthersPassLater) {
  this->ask([](StoreAccess& store) -> Task<> {
    const RateVerdict all = co_await store.throttle("who", Rate(10, 1s, 3), 3);
    EXPECT_TRUE(all.admitted);
    EXPECT_EQ(all.remaining, 0U);
  });
  this->kept.pass(150ms);
  this->ask([](StoreAccess& store) -> Task<> {
    const RateVerdict again = co_await store.throttle("who", Rate(10, 1s, 3));
    EXPECT_TRUE(again.admitted);
  });
}

TYPED_TEST_P(StoreConformance, AWatcherIsToldOfAKeyAndOfAPrefix) {
  this->ask([](StoreAccess& store) -> Task<> {
    StoreWatch one = co_await store.watch("room:1");
    StoreWatch all = co_await store.watch_prefix("room:");
    co_await store.set("other", "x");
    co_await store.set("room:1", "x");
    co_await store.remove("room:1");
    co_await store.increment("room:2");
    const StoreEvent set = co_await one.next();
    const StoreEvent removed = co_await one.next();
    EXPECT_EQ(set, StoreEvent(StoreEventKind::Changed, "room:1"));
    EXPECT_EQ(removed, StoreEvent(StoreEventKind::Removed, "room:1"));
    const StoreEvent first = co_await all.next();
    const StoreEvent second = co_await all.next();
    const StoreEvent third = co_await all.next();
    EXPECT_EQ(first, set);
    EXPECT_EQ(second, removed);
    EXPECT_EQ(third, StoreEvent(StoreEventKind::Changed, "room:2"));
  });
}

TYPED_TEST_P(StoreConformance, AWatcherThatReadsTooSlowlyIsToldOfTheGap) {
  this->ask([](StoreAccess& store) -> Task<> {
    StoreWatch watch = co_await store.watch_prefix("n:");
    for (int i = 0; i < 10; ++i) co_await store.set("n:" + std::to_string(i), "x");
    StoreWatch sentinel = co_await store.watch("end");
    co_await store.set("end", "x");
    const StoreEvent end = co_await sentinel.next();  // What was published before is here, too.
    EXPECT_EQ(end.key, "end");
    for (int i = 0; i < 4; ++i) {
      const StoreEvent event = co_await watch.next();
      EXPECT_EQ(event, StoreEvent(StoreEventKind::Changed, "n:" + std::to_string(i)));
    }
    const StoreEvent gap = co_await watch.next();
    EXPECT_EQ(gap, StoreEvent(StoreEventKind::Gap, ""));
    co_await store.set("n:again", "x");
    const StoreEvent again = co_await watch.next();
    EXPECT_EQ(again, StoreEvent(StoreEventKind::Changed, "n:again"));
  });
}

TYPED_TEST_P(StoreConformance, SoManyWatchAndNoMore) {
  this->ask([](StoreAccess& store) -> Task<> {
    std::vector<StoreWatch> watches;
    for (int i = 0; i < 3; ++i) {
      StoreWatch watch = co_await store.watch("same");
      watches.push_back(std::move(watch));
    }
    const auto fourth = co_await store.try_watch(StoreTopic::key("same"));
    EXPECT_EQ(failure_of(fourth), StoreErrorKind::Exhausted);
    watches.pop_back();
    const auto another = co_await store.try_watch(StoreTopic::prefix("same"));
    EXPECT_EQ(failure_of(another), std::nullopt);
  });
}

REGISTER_TYPED_TEST_SUITE_P(StoreConformance, WhatIsSetIsThereUntilItIsRemoved, KeysAndValuesAreAnyBytes, OnlyOneOfThoseThatAddSucceeds,
                            AValueIsComparedBeforeItIsChangedOrRemoved, NumbersAreCountedUpAndDownWithinSixtyFourBits,
                            BytesAreAppendedUpToTheLongestValue, WhatIsTooLongOrEmptyIsRefused, AKeyThatHasExpiredIsNotThere,
                            ATimeToLiveIsGivenAndTaken, KeysAreReadInTheirOrderAPageAtATime, APageEndsEarlyWhereItsEntriesAreLarge,
                            ABatchAnswersEachInItsPlace, ARateLetsABurstPassAndTellsTheWait, ARateLetsOthersPassLater,
                            AWatcherIsToldOfAKeyAndOfAPrefix, AWatcherThatReadsTooSlowlyIsToldOfTheGap, SoManyWatchAndNoMore);

}  // namespace saki
