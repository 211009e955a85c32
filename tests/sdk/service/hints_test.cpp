// SPDX-License-Identifier: Apache-2.0
//
// What goes out before a response and behind it: early hints and trailers.
#include <gtest/gtest.h>

#include "saki/invalid_field.h"
#include "saki/service.h"
#include "saki/test_client.h"

namespace saki {
namespace {

using Headers = TestResponse::Headers;

Task<Response> hinted(Request& request) {
  co_await request.hint("Link", "</style.css>; rel=preload");
  co_await request.hint("Link", "</script.js>; rel=preload");
  co_return Response::text("hinted");
}

Task<Response> hinted_badly(Request& request) {
  co_await request.hint("Link", "a\r\nX: b");
  co_return Response::text("never");
}

Task<> write_sum(BodyWriter& out) {
  co_await out.write("summed up");
  out.trailer("Content-Digest", "sha-256=:a:");
}

Task<> write_badly(BodyWriter& out) {
  co_await out.write("summed up");
  out.trailer("Content-Type", "text/html");
}

Response summed(Request&) { return Response::stream("text/plain", write_sum); }
Response summed_badly(Request&) { return Response::stream("text/plain", write_badly); }

class Hints : public testing::Test {
 protected:
  Hints() {
    service_.get("/hinted", hinted);
    service_.get("/hinted-badly", hinted_badly);
    service_.get("/summed", summed);
    service_.get("/summed-badly", summed_badly);
  }

  Service service_{"hints"};
};

TEST_F(Hints, GoOutBeforeTheResponse) {
  const TestResponse response = TestClient(service_).get("/hinted");
  EXPECT_EQ(response.hints(), (Headers{{"Link", "</style.css>; rel=preload"}, {"Link", "</script.js>; rel=preload"}}));
  EXPECT_EQ(response.body(), "hinted");
}

TEST_F(Hints, CannotSplitAnAnswer) {
  const TestResponse response = TestClient(service_).get("/hinted-badly");
  EXPECT_EQ(response.status(), 500);
  EXPECT_TRUE(response.hints().empty());
}

TEST_F(Hints, TrailersFollowTheContentOfAStream) {
  const TestResponse response = TestClient(service_).get("/summed");
  EXPECT_EQ(response.body(), "summed up");
  EXPECT_EQ(response.trailers(), (Headers{{"Content-Digest", "sha-256=:a:"}}));
}

TEST_F(Hints, ATrailerThatSaysHowToReadTheContentBreaksItOff) { EXPECT_TRUE(TestClient(service_).get("/summed-badly").broken_off()); }

}  // namespace
}  // namespace saki
