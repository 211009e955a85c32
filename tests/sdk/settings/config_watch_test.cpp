// SPDX-License-Identifier: Apache-2.0
#include "settings/config_watch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <mutex>

#include "saki/log/log.h"
#include "saki/log/memory_sink.h"
#include "saki/service.h"
#include "service/composition.h"
#include "support/test_folder.h"

namespace saki {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

class ConfigWatchTest : public testing::Test {
 protected:
  ConfigWatchTest() {
    schema_.add({.path = "settings.title", .initial = "Notes", .maximum = "9"});
    line_.config = folder_.file("config.yaml");
    write("config.yaml", "settings: {title: first}\n");
  }

  void write(const std::string& name, const std::string& text) const {  // In place.
    std::filesystem::create_directories(std::filesystem::path(folder_.file(name)).parent_path());
    std::ofstream(folder_.file(name)) << text;
  }
  void replace(const std::string& name, const std::string& text) const {
    write("fresh", text);
    std::filesystem::rename(folder_.file("fresh"), folder_.file(name));
  }
  void remove(const std::string& name) const { std::filesystem::remove_all(folder_.file(name)); }

  void begin() {
    watch_.emplace(ConfigReader(service_.composition(), line_, environment_.data()), schema_, log_.stream("test"),
                   [this](const std::shared_ptr<const Config>& reading) {
                     const std::lock_guard lock(mutex_);
                     title_ = reading->get<std::string>("settings.title");
                     ++taken_;
                     changed_.notify_all();
                   });
    watch_->look();
  }
  // Until all rests, as it does when nobody writes.
  void look_twice() {
    watch_->look();
    watch_->look();
  }
  std::vector<std::string> told() {
    log_.flush();
    return sink_.lines();
  }

  TestFolder folder_;
  Service service_{"watched"};
  CommandLine line_;
  std::vector<const char*> environment_{nullptr};
  ConfigSchema schema_;
  Log log_;
  MemorySink& sink_ = log_.add_sink(std::make_unique<MemorySink>());
  std::mutex mutex_;
  std::condition_variable changed_;
  std::string title_;
  int taken_ = 0;
  std::optional<ConfigWatch> watch_;
};

TEST_F(ConfigWatchTest, ReadsAtItsFirstLookAndThenWhatHasChanged) {
  begin();
  EXPECT_EQ(title_, "first");
  look_twice();
  EXPECT_EQ(taken_, 1);
  replace("config.yaml", "settings: {title: second}\n");
  look_twice();
  EXPECT_EQ(title_, "second");
  write("config.yaml", "settings: {title: third}\n");
  look_twice();
  EXPECT_EQ(title_, "third");
  look_twice();
  EXPECT_EQ(taken_, 3);
}

TEST_F(ConfigWatchTest, WaitsForAWriterWhoIsNotDone) {
  begin();
  write("config.yaml", "");
  watch_->look();
  write("config.yaml", "settings: {title: second}\n");
  look_twice();
  EXPECT_EQ(taken_, 2) << "the empty file was nobody's wish";
  EXPECT_EQ(title_, "second");
}

TEST_F(ConfigWatchTest, ReadsInBetweenWhatDoesNotRest) {
  begin();
  for (int i = 0; i < 7; ++i) {
    replace("config.yaml", "settings: {title: t" + std::to_string(i) + "}\n");
    watch_->look();
  }
  EXPECT_EQ(taken_, 3) << "at each third look";
  EXPECT_EQ(title_, "t5");
  watch_->look();
  EXPECT_EQ(title_, "t6");
}

TEST_F(ConfigWatchTest, KeepsWhatItHasWhereTheFileIsBrokenAndTellsThePlaceOnce) {
  begin();
  write("config.yaml", "settings:\n  title: [first\n");
  look_twice();
  look_twice();
  EXPECT_EQ(title_, "first");
  EXPECT_EQ(std::ranges::count_if(told(), [](const std::string& line) { return line.contains("config.yaml:"); }), 1);
  write("config.yaml", "settings:\n  title: much too long for it\n  titel: x\n");
  look_twice();
  EXPECT_EQ(taken_, 1);
  EXPECT_THAT(told(), Contains(AllOf(HasSubstr("config.yaml:2:10: error["), HasSubstr("settings.title"))));
  EXPECT_THAT(told(), Contains(AllOf(HasSubstr("config.yaml:3:3: error[unknown-key]"), HasSubstr("titel"))));
  EXPECT_THAT(told(), testing::Not(Contains(HasSubstr("hint=\"\""))));
  write("config.yaml", "settings: {title: well}\n");
  look_twice();
  EXPECT_EQ(title_, "well");
}

TEST_F(ConfigWatchTest, KeepsWhatItHasWhereTheFileIsGoneOrAFolder) {
  begin();
  remove("config.yaml");
  look_twice();
  EXPECT_THAT(told(), Contains(HasSubstr("No such file or directory")));
  write("config.yaml/inside", "");
  look_twice();
  EXPECT_THAT(told(), Contains(HasSubstr("Is a directory")));
  EXPECT_EQ(taken_, 1);
  remove("config.yaml");
  write("config.yaml", "settings: {title: back}\n");
  look_twice();
  EXPECT_EQ(title_, "back");
}

TEST_F(ConfigWatchTest, SeesDropInsAndLiveYamlComeAndGo) {
  begin();
  write("conf.d/10.yaml", "settings: {title: dropped}\n");
  look_twice();
  EXPECT_EQ(title_, "dropped");
  write("conf.d/10.yaml", "settings: {title: other}\n");
  look_twice();
  EXPECT_EQ(title_, "other");
  write("live.yaml", "settings: {title: live}\n");
  look_twice();
  EXPECT_EQ(title_, "live");
  remove("live.yaml");
  remove("conf.d");
  look_twice();
  EXPECT_EQ(title_, "first");
}

TEST_F(ConfigWatchTest, TheEnvironmentAndFlagsAreStrongerThanFiles) {
  environment_ = {"WATCHED__SETTINGS__TITLE=variable", nullptr};
  begin();
  environment_ = {nullptr};
  replace("config.yaml", "settings: {title: second}\n");
  look_twice();
  EXPECT_EQ(title_, "variable") << "as the environment was at the start";
  line_.settings = {"settings.title=flag"};
  environment_ = {"WATCHED__SETTINGS__TITLE=variable", nullptr};
  begin();
  EXPECT_EQ(title_, "flag");
}

TEST_F(ConfigWatchTest, LooksByItself) {
  begin();
  watch_->start();
  replace("config.yaml", "settings: {title: second}\n");
  std::unique_lock lock(mutex_);
  EXPECT_TRUE(changed_.wait_for(lock, 30s, [this] { return title_ == "second"; }));
  lock.unlock();
  watch_->stop();
  EXPECT_THAT(told(), Not(Contains(HasSubstr("error["))));
}

}  // namespace
}  // namespace saki
