// SPDX-License-Identifier: Apache-2.0
//
// What is thrown, and what the client and the log are told of it.
#include <gmock/gmock.h>

#include "saki/database_error.h"
#include "saki/service.h"
#include "saki/store_error.h"
#include "saki/task/sleep.h"
#include "saki/test_client.h"
#include "saki/violations.h"

namespace saki {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Response fail_with_secret(Request&) { throw std::runtime_error("the password is swordfish"); }

Task<Response> fail_later(Request&) {
  co_await sleep(1ms);
  throw std::runtime_error("the password is swordfish");
}

Response refuse(Request&) { throw Conflict("taken").header("X-Hint", "try another").member("suggestion", "b"); }
Response fail_in_database(Request&) { throw DatabaseError(DatabaseError::Busy, "somebody holds the lock", "select 1"); }
Response fail_by_mistake(Request&) { throw DatabaseError(DatabaseError::Statement, "no such column: titel", "select titel"); }
Response fail_in_store(Request&) { throw StoreError(StoreErrorKind::Unavailable, "the server is gone", "redis"); }
Response shed(Request&) { throw ServiceUnavailable("too many").retry_after(1s); }
Response throw_number(Request&) { throw 42; }
Response split_head(Request& request) { return Response::text("x").header("X-Reflect", request.query().find("value").value_or("")); }
Response be_cancelled(Request&) { throw Cancelled(); }

Response break_rules(Request&) {
  Violations violations;
  violations.add(ViolationIn::Query, "/limit", "out_of_range", "must be 1 to 100");
  violations.raise_if_any();
  return Response();
}

Task<Response> dawdle(Request&) {
  co_await sleep(1h);
  co_return Response::text("done");
}

RouteOptions within(Duration timeout) {
  RouteOptions options;
  options.timeout = timeout;
  return options;
}

class Errors : public testing::Test {
 protected:
  Errors() {
    service_.get("/secret", fail_with_secret);
    service_.get("/secret-later", fail_later);
    service_.get("/refuse", refuse);
    service_.get("/database", fail_in_database);
    service_.get("/store", fail_in_store);
    service_.get("/shed", shed);
    service_.get("/number", throw_number);
    service_.get("/mistake", fail_by_mistake);
    service_.get("/reflect", split_head);
    service_.get("/rules", break_rules);
    service_.get("/cancelled", be_cancelled);
    service_.get("/in-time", dawdle, within(2h));
    service_.get("/too-late", dawdle, within(5s));
  }
  Service service_{"test"};
};

TEST_F(Errors, AnUnexpectedOneTellsTheClientNothingAndTheLogAll) {
  TestClient client(service_, {.time = TestTime::Virtual});
  for (const char* path : {"/secret", "/secret-later"}) {
    const TestResponse response = client.get(path);
    EXPECT_EQ(response.status(), 500);
    EXPECT_EQ(response.body(), R"({"type":"about:blank","title":"Internal Server Error","status":500})");
    ASSERT_FALSE(client.log_lines().empty());
    EXPECT_THAT(client.log_lines().back(), HasSubstr("swordfish"));
    EXPECT_THAT(client.log_lines().back(), HasSubstr(path));
  }
  EXPECT_EQ(client.get("/number").status(), 500);
}

TEST_F(Errors, AnHttpErrorIsItsProblemDocument) {
  TestClient client(service_);
  const TestResponse response = client.get("/refuse");
  EXPECT_EQ(response.status(), 409);
  EXPECT_EQ(response.header("Content-Type"), "application/problem+json");
  EXPECT_EQ(response.header("X-Hint"), "try another");
  EXPECT_EQ(response.body(), R"({"type":"about:blank","title":"Conflict","status":409,"detail":"taken","suggestion":"b"})");
  EXPECT_THAT(client.log_lines(), IsEmpty());
}

TEST_F(Errors, ADatabaseThatFailsIsUnavailable) {
  TestClient client(service_);
  const TestResponse response = client.get("/database");
  EXPECT_EQ(response.status(), 503);
  EXPECT_EQ(
      response.body(),
      R"({"type":"about:blank","title":"Service Unavailable","status":503,"detail":"Something that this service needs cannot answer at the moment","dependency":"database"})");
  EXPECT_THAT(client.log_lines(), ElementsAre(HasSubstr("somebody holds the lock")));
}

TEST_F(Errors, ADependencyThatFailsForEverybodyIsToldOfOnceASecondWithHowManyWereLeftOut) {
  TestClient client(service_, {.time = TestTime::Virtual});
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(client.get("/database").status(), 503);
  EXPECT_THAT(client.log_lines(), ElementsAre(AllOf(HasSubstr("dependency=database"), HasSubstr("untold=0"))));
  EXPECT_EQ(client.get("/store").status(), 503);
  EXPECT_THAT(client.log_lines().back(), AllOf(HasSubstr("dependency=redis"), HasSubstr("untold=0"))) << "one hides no other";
  client.advance(1s);
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(client.get("/database").status(), 503);
  EXPECT_EQ(client.log_lines().size(), 3);
  EXPECT_THAT(client.log_lines().back(), AllOf(HasSubstr("dependency=database"), HasSubstr("untold=999")));
}

TEST_F(Errors, AnOutageHidesNoMistakeInAStatement) {
  TestClient client(service_, {.time = TestTime::Virtual});
  for (int i = 0; i < 100; ++i) EXPECT_EQ(client.get("/database").status(), 503);
  EXPECT_EQ(client.get("/mistake").status(), 503);
  EXPECT_THAT(client.log_lines(), ElementsAre(HasSubstr("somebody holds the lock"), HasSubstr("no such column: titel")));
}

TEST_F(Errors, WhoIsToldToComeBackIsNotWrittenDown) {
  TestClient client(service_);
  EXPECT_EQ(client.get("/shed").status(), 503);
  EXPECT_THAT(client.log_lines(), IsEmpty());
}

TEST_F(Errors, BrokenRulesAreListed) {
  TestClient client(service_);
  const TestResponse response = client.get("/rules");
  EXPECT_EQ(response.status(), 422);
  EXPECT_THAT(response.body(),
              HasSubstr(R"("violations":[{"in":"query","pointer":"/limit","code":"out_of_range","detail":"must be 1 to 100"}])"));
}

TEST_F(Errors, AFieldThatWouldSplitTheHeadNeverLeaves) {
  TestClient client(service_);
  EXPECT_EQ(client.get("/reflect?value=plain").header("X-Reflect"), "plain");
  for (const char* target : {"/reflect?value=a%0D%0AX-Evil:%20b", "/reflect?value=a%0Ab", "/reflect?value=a%00b"}) {
    const TestResponse response = client.get(target);
    EXPECT_EQ(response.status(), 500) << target;
    EXPECT_EQ(response.header("X-Evil"), "");
  }
}

TEST_F(Errors, AHandlerThatTakesTooLongIsAnsweredForAndEnded) {
  TestClient client(service_, {.time = TestTime::Virtual});
  const TestResponse late = client.get("/too-late");
  EXPECT_EQ(late.status(), 503);
  EXPECT_EQ(late.body(), R"({"type":"about:blank","title":"Service Unavailable","status":503,"detail":"The request took too long"})");
  EXPECT_EQ(client.get("/in-time").body(), "done");
}

TEST_F(Errors, NobodyIsAnsweredWhenTheHandlerWasCancelled) {
  TestClient client(service_);
  const TestResponse response = client.get("/cancelled");
  EXPECT_EQ(response.status(), 0);
  EXPECT_TRUE(response.broken_off());
}

}  // namespace
}  // namespace saki
