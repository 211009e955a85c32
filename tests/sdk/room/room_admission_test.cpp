// SPDX-License-Identifier: Apache-2.0
#include "room/room_admission.h"

#include <gtest/gtest.h>

#include "room/room_part.h"

namespace saki {
namespace {

class Member final : public RoomMember {
 public:
  [[nodiscard]] MemberKind member_kind() const noexcept override { return MemberKind::EventStream; }
  bool take(const RoomMessage&) noexcept override { return ++taken <= room_for; }
  void flush() noexcept override { ++flushes; }

  std::size_t room_for = 1000;
  std::size_t taken = 0;
  std::size_t flushes = 0;
};

class RoomAdmissions : public testing::Test {
 protected:
  RoomAdmissions() {
    seating_->member = &member_;
    part_.reserve_seat(*seating_);
  }
  ~RoomAdmissions() override {
    if (seating_->part != nullptr) part_.leave(*seating_);
  }
  RoomAdmission admission_of(std::size_t missed) {
    return RoomAdmission({.seating = seating_, .after = missed, .missed = std::vector(missed, std::make_shared<const RoomMessage>())});
  }

  std::unique_ptr<Loop> loop_ = std::move(*Loop::open());
  Member member_;
  RoomPart part_{"r"};
  std::shared_ptr<Seating> seating_ = std::make_shared<Seating>();
};

TEST_F(RoomAdmissions, GoOnUntilAllThatWasMissedIsGiven) {
  RoomAdmission admission = admission_of(300);
  int steps = 0;
  for (bool done = false; !done; ++steps) {
    EXPECT_FALSE(seating_->admitted);
    std::size_t budget = 6400;
    done = admission.step(*loop_, budget);
  }
  EXPECT_EQ(steps, 3);
  EXPECT_EQ(member_.taken, 300U);
  EXPECT_EQ(member_.flushes, 3U);
  EXPECT_TRUE(seating_->admitted);
  EXPECT_FALSE(seating_->missed_some);
}

TEST_F(RoomAdmissions, TellThatTheMemberHadNoRoomForAll) {
  member_.room_for = 2;
  RoomAdmission admission = admission_of(3);
  std::size_t budget = 6400;
  EXPECT_TRUE(admission.step(*loop_, budget));
  EXPECT_TRUE(seating_->missed_some);
}

TEST_F(RoomAdmissions, EndWhenTheMemberLeaves) {
  RoomAdmission admission = admission_of(300);
  std::size_t budget = 6400;
  EXPECT_FALSE(admission.step(*loop_, budget));
  part_.leave(*seating_);
  EXPECT_TRUE(admission.step(*loop_, budget = 6400));
  EXPECT_EQ(member_.taken, 100U);
  EXPECT_FALSE(seating_->admitted);
}

}  // namespace
}  // namespace saki
