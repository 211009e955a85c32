// SPDX-License-Identifier: Apache-2.0
#include "server/tls_renewal.h"

#include <gmock/gmock.h>

#include <optional>

#include "saki/log/memory_sink.h"
#include "saki/loop/loop.h"
#include "support/made_certificate.h"
#include "support/test_folder.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

class TlsRenewalTest : public testing::Test, private TlsTaker {
 protected:
  TlsRenewalTest() {
    options_.main.identities = {MadeCertificate::make({}).write(folder_.path(), "server")};
    Diagnostics diagnostics;
    EXPECT_TRUE(renewal().open(diagnostics)) << diagnostics.text();
  }

  TlsRenewal& renewal() {
    TlsTaker& taker = *this;
    if (!renewal_) renewal_.emplace(*loop_, options_, log_.stream("server"), taker);
    return *renewal_;
  }

  void look() {
    clock_.advance(options_.watch);
    loop_->run_once(0ns);
  }
  void replace() { MadeCertificate::make({}).write(folder_.path(), "server"); }

  TestFolder folder_;
  ManualClock clock_;
  std::unique_ptr<Loop> loop_ = *Loop::open({.clock = &clock_});
  Log log_;
  TlsOptions options_;
  std::optional<TlsRenewal> renewal_;
  std::vector<std::shared_ptr<const TlsContext>> taken_;

 private:
  void use(const std::shared_ptr<const TlsContext>& context) override { taken_.push_back(context); }
};

TEST_F(TlsRenewalTest, HandsOverWhatWasOpened) {
  EXPECT_TRUE(taken_.empty());
  renewal().begin();
  EXPECT_EQ(taken_.size(), 1u);
  for (int i = 0; i < 5; ++i) look();
  EXPECT_EQ(taken_.size(), 1u);
}

TEST_F(TlsRenewalTest, ReadsFilesAgainOnceTheyHaveSettled) {
  renewal().begin();
  look();
  replace();
  look();
  EXPECT_EQ(taken_.size(), 1u);  // Seen, but it may go on.
  look();
  ASSERT_EQ(taken_.size(), 2u);
  EXPECT_NE(taken_[0], taken_[1]);
  look();
  EXPECT_EQ(taken_.size(), 2u);
}

TEST_F(TlsRenewalTest, KeepsTheOldOnesWhereTheNewAreBroken) {
  renewal().begin();
  write_text(options_.main.identities.front().certificate, MadeCertificate::make({}).certificate());
  for (int i = 0; i < 3; ++i) look();
  EXPECT_EQ(taken_.size(), 1u);
  replace();
  for (int i = 0; i < 2; ++i) look();
  EXPECT_EQ(taken_.size(), 2u);
}

TEST_F(TlsRenewalTest, LogsWhatIsBrokenOnceWithItsFile) {
  auto& lines = log_.add_sink(std::make_unique<MemorySink>());
  renewal().begin();
  const std::string& key = options_.main.identities.front().key;
  std::filesystem::remove(key);
  for (int i = 0; i < 4; ++i) look();
  log_.flush();
  EXPECT_THAT(lines.lines(), testing::ElementsAre(testing::AllOf(testing::HasSubstr("the old ones stay in use"), testing::HasSubstr(key))));
}

TEST_F(TlsRenewalTest, TellsOnceADayOfACertificateThatExpiresSoon) {
  clock_.set_wall(std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now()));
  auto& lines = log_.add_sink(std::make_unique<MemorySink>());
  const auto told = [&] {
    log_.flush();
    return lines.lines().size();
  };
  renewal().begin();
  EXPECT_EQ(told(), 0u);
  MadeCertificate::make({.for_days = 13}).write(folder_.path(), "server");
  for (int i = 0; i < 3; ++i) look();
  log_.flush();
  EXPECT_THAT(lines.lines(), testing::ElementsAre(testing::HasSubstr("read anew"),
                                                  testing::AllOf(testing::HasSubstr("expires soon"), testing::HasSubstr("days=12"))));
  for (int i = 0; i < 3; ++i) look();
  EXPECT_EQ(told(), 2u);
  clock_.advance(24h);
  look();
  EXPECT_EQ(told(), 3u);
}

TEST_F(TlsRenewalTest, ReadsThemAgainWhenItIsTold) {
  renewal().renew();
  EXPECT_TRUE(taken_.empty());  // Before it has begun there is nobody to hand over to.
  renewal().begin();
  renewal().renew();
  EXPECT_EQ(taken_.size(), 2u);
  renewal().end();
  renewal().renew();
  EXPECT_EQ(taken_.size(), 2u);
}

TEST_F(TlsRenewalTest, WithoutWatchingStillReadsWhenItIsTold) {
  options_.watch = 0ms;
  renewal().begin();
  EXPECT_FALSE(loop_->timer_count());
  replace();
  renewal().renew();
  EXPECT_EQ(taken_.size(), 2u);
}

}  // namespace
}  // namespace saki
