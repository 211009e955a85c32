// SPDX-License-Identifier: Apache-2.0
//
// What leaves a process for rooms elsewhere, and what comes in.
#include "room/room_crossing.h"

#include <gmock/gmock.h>

#include "room/room_letter.h"
#include "saki/service.h"
#include "saki/test_client.h"

namespace saki {
namespace {

RoomLetter some_letter() {
  RoomLetter letter;
  letter.process.fill(std::byte{7});
  letter.number = 0x0102030405060708;
  letter.post = {"notes", http::MessageKind::Text, "caf\xC3\xA9", EventLabel("created", "17"), 42};
  return letter;
}

TEST(RoomLetter, ComesOutAsItWentIn) {
  const std::optional<RoomLetter> read = read_letter(write_letter(some_letter()));
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->process, some_letter().process);
  EXPECT_EQ(read->number, 0x0102030405060708U);
  EXPECT_EQ(read->post.room, "notes");
  EXPECT_EQ(read->post.kind, http::MessageKind::Text);
  EXPECT_EQ(read->post.text, "caf\xC3\xA9");
  EXPECT_EQ(read->post.label.name(), "created");
  EXPECT_EQ(read->post.label.id(), "17");
  EXPECT_EQ(read->post.from, 42U);
}

TEST(RoomLetter, WhatIsNoLetterIsNotRead) {
  const std::string whole = write_letter(some_letter());
  for (std::size_t size = 0; size < whole.size(); ++size) EXPECT_FALSE(read_letter(whole.substr(0, size))) << size;
  EXPECT_FALSE(read_letter(whole + "x"));
  EXPECT_FALSE(read_letter("\x02" + whole.substr(1))) << "another version";
  RoomLetter letter = some_letter();
  letter.post.text = "caf\xE9";
  EXPECT_FALSE(read_letter(write_letter(letter))) << "no text";
  letter.post.kind = http::MessageKind::Binary;
  EXPECT_TRUE(read_letter(write_letter(letter)));
}

TEST(RoomBridgeSetting, APackageThatIsNotThereIsTold) {
  Service service("notes", "0.1.0");
  try {
    const TestClient client(service, TestClientOptions{.config = "server: {rooms: {bridge: redis}}"});
    ADD_FAILURE() << "started";
  } catch (const std::runtime_error& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("error[rooms-bridge]: no package of this service carries rooms as `redis`"));
  }
}

}  // namespace
}  // namespace saki
