// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "saki/test_jobs.h"
#include "test_client.h"

namespace notes {
namespace {

using testing::HasSubstr;

class Notes : public testing::Test {
 protected:
  static Note draft(std::string title) { return Note(0, std::move(title), "", {}, NoteState::Open, {}, {}); }

  Client client_{{.config = "sqlite: {path: ':memory:'}"}};
};

TEST_F(Notes, WhatIsCreatedIsReadBack) {
  Note wanted = draft("Buy milk");
  wanted.tags = {"home", "shop"};
  wanted.due = std::chrono::year(2030) / 1 / 31;
  const Note made = client_.create_note(wanted).value();
  EXPECT_EQ(made.tags, wanted.tags);
  EXPECT_EQ(made.due, wanted.due);
  EXPECT_EQ(client_.get_note(made.id).value(), made);
}

TEST_F(Notes, AreListedPageByPage) {
  for (const char* title : {"a", "b", "c"}) EXPECT_EQ(client_.create_note(draft(title)).status(), 201);
  const std::vector<Note> first = client_.list_notes(Page(0, 2)).value();
  ASSERT_EQ(first.size(), 2u);
  const std::vector<Note> rest = client_.list_notes(Page(first.back().id, 2)).value();
  ASSERT_EQ(rest.size(), 1u);
  EXPECT_EQ(rest.front().title, "c");
}

TEST_F(Notes, ReplacingKeepsIdAndTimeOfCreation) {
  const Note made = client_.create_note(draft("Buy milk")).value();
  Note done = made;
  done.state = NoteState::Done;
  EXPECT_EQ(client_.replace_note(made.id, done).value(), done);
}

TEST(NotesInTime, WhatIsDoneIsPurgedAfterAMonth) {
  Client client({.config = "sqlite: {path: ':memory:'}", .time = saki::TestTime::Virtual});
  const Note done(0, "Buy milk", "", {}, NoteState::Done, {}, {});
  const Note open(0, "Buy bread", "", {}, NoteState::Open, {}, {});
  const std::int64_t gone = client.create_note(done).value().id;
  const std::int64_t kept = client.create_note(open).value().id;
  saki::run_job(client.raw(), "purge");
  EXPECT_EQ(client.get_note(gone).status(), 200);

  client.raw().advance(std::chrono::days(31));
  saki::run_job(client.raw(), "purge");
  EXPECT_EQ(client.get_note(gone).status(), 404);
  EXPECT_EQ(client.get_note(kept).status(), 200);
}

TEST_F(Notes, ATitleIsTakenOnce) {
  EXPECT_EQ(client_.create_note(draft("Buy milk")).status(), 201);
  const auto second = client_.create_note(draft("Buy milk"));
  EXPECT_EQ(second.status(), 409);
  EXPECT_THAT(second.body(), HasSubstr("A note with this title exists"));

  const Note other = client_.create_note(draft("Buy bread")).value();
  EXPECT_EQ(client_.replace_note(other.id, draft("Buy milk")).status(), 409);
}

TEST_F(Notes, WhatIsDeletedIsGone) {
  const Note made = client_.create_note(draft("Buy milk")).value();
  EXPECT_EQ(client_.delete_note(made.id).status(), 204);
  EXPECT_EQ(client_.get_note(made.id).status(), 404);
  EXPECT_EQ(client_.delete_note(made.id).status(), 404);
  EXPECT_EQ(client_.replace_note(made.id, made).status(), 404);
}

TEST_F(Notes, EveryBrokenRuleIsTold) {
  const auto answer = client_.raw().post("/notes", R"({"title": "", "state": "closed", "tags": ["a", 1], "due": "tomorrow"})");
  EXPECT_EQ(answer.status(), 422);
  for (const char* place : {"\"/title\"", "\"/state\"", "\"/tags/1\"", "\"/due\""}) EXPECT_THAT(answer.body(), HasSubstr(place));
}

TEST_F(Notes, WhoFollowsIsToldWhatBecomesOfThem) {
  auto events = client_.events();
  const Note made = client_.create_note(draft("Buy milk")).value();
  Note done = made;
  done.state = NoteState::Done;
  EXPECT_EQ(client_.replace_note(made.id, done).status(), 200);
  EXPECT_EQ(client_.delete_note(made.id).status(), 204);
  for (const char* what : {"created", "changed", "deleted"}) {
    const auto event = events.next();
    EXPECT_EQ(event->name, what);
    EXPECT_THAT(event->data, HasSubstr("Buy milk"));
  }
}

TEST_F(Notes, ASocketMakesNotesAndIsToldOfThem) {
  auto socket = client_.live();
  socket.send(draft("Buy bread"));
  EXPECT_EQ(socket.receive()->title, "Buy bread");
  EXPECT_EQ(client_.list_notes(Page()).value().size(), 1u);
  socket.send(draft("Buy bread"));
  EXPECT_FALSE(socket.receive());
  EXPECT_EQ(socket.close_code(), saki::http::CloseCode::Policy);
}

TEST_F(Notes, ThePageAndItsTitleAreServed) { EXPECT_EQ(client_.page_title().body(), "Notes"); }

}  // namespace
}  // namespace notes
