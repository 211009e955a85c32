// SPDX-License-Identifier: Apache-2.0
//
// The content of requests.
#include <gtest/gtest.h>

#include <array>

#include "saki/json.h"
#include "saki/service.h"
#include "saki/task/sleep.h"
#include "saki/test_client.h"

namespace saki {
namespace {

Task<Response> echo(Request& request) {
  std::string content = co_await request.content();
  co_return Response::of(request.header("Content-Type").value_or("application/octet-stream"), std::move(content));
}

Task<Response> echo_text(Request& request) {
  std::string text = co_await request.text();
  co_return Response::text(std::move(text));
}

Task<Response> count_bytes(Request& request) {
  std::array<std::byte, 7> piece{};
  std::size_t total = 0;
  std::size_t reads = 0;
  while (const std::size_t count = co_await request.read(piece)) {
    total += count;
    ++reads;
  }
  co_return Response::text(std::to_string(total) + " in " + std::to_string(reads));
}

Task<Response> show_form(Request& request) {
  const Parameters form = co_await request.form();
  co_return Response::text(std::string(form.find("name").value_or("none")));
}

Response need_json(Request& request) {
  request.require_media_type("application/json");
  return Response(Status::NoContent);
}

Task<Response> name_of(Request& request) {
  const Json document = co_await read_json(request);
  co_return Response::json(Json{{"name", document.value("name", "none")}});
}

Response size_of(Request&, std::string_view content) { return Response::text(std::to_string(content.size())); }

Task<Response> size_of_later(Request& request, std::string_view content) {
  co_await sleep(Duration::zero());
  co_return size_of(request, content);
}

class Content : public testing::Test {
 protected:
  Content() {
    RouteOptions large;
    large.max_body = 4'000'000;
    service_.post("/echo", echo, large);
    service_.post("/held", echo);
    service_.post("/text", echo_text);
    service_.post("/count", count_bytes);
    service_.post("/form", show_form);
    service_.post("/json", need_json);
    service_.post("/name", name_of);
    service_.post("/size", {ContentKind::Any, size_of});
    service_.post("/size/text", {ContentKind::Text, size_of});
    service_.post("/size/json", {ContentKind::JsonDocument, size_of});
    service_.post("/size/later", {ContentKind::JsonDocument, size_of_later});
    RouteOptions bounded;
    bounded.max_body = 10;
    service_.post("/size/bounded", {ContentKind::Any, size_of}, bounded);
    RouteOptions small;
    small.max_body = 10;
    service_.post("/small", echo, small);
  }
  Service service_{"test"};
};

TEST_F(Content, IsReadWholeWhateverItsSize) {
  TestClient client(service_);
  for (const std::size_t size : {0U, 1U, 4095U, 4096U, 4097U, 3'000'000U}) {
    const std::string body(size, 'x');
    EXPECT_EQ(client.post("/echo", body, "text/plain").body(), body) << size;
  }
  EXPECT_EQ(client.post("/echo", "{}").header("Content-Type"), "application/json");
}

TEST_F(Content, IsHandedToHandlersThatTakeIt) {
  TestClient client(service_);
  EXPECT_EQ(client.post("/size", "12345", "application/octet-stream").body(), "5");
  EXPECT_EQ(client.post("/size", "", "text/plain").body(), "0");
  EXPECT_EQ(client.post("/size/text", "12345", "text/csv").body(), "5");
  EXPECT_EQ(client.post("/size/json", "{}", "application/problem+json").body(), "2");
  EXPECT_EQ(client.post("/size/later", "{}", "application/json").body(), "2");
  EXPECT_EQ(client.post("/size/bounded", "1234567890", "text/plain").body(), "10");
}

TEST_F(Content, IsRefusedBeforeAHandlerThatTakesIt) {
  TestClient client(service_);
  EXPECT_EQ(client.post("/size/text", "12345", "application/json").status(), 415);
  EXPECT_EQ(client.post("/size/text", "\xFF", "text/plain").status(), 400);
  EXPECT_EQ(client.post("/size/json", "{}", "text/plain").status(), 415);
  EXPECT_EQ(client.post("/size/later", "{}", "text/plain").status(), 415);
  EXPECT_EQ(client.post("/size/bounded", "12345678901", "text/plain").status(), 413);
}

TEST_F(Content, IsReadPieceByPiece) {
  TestClient client(service_);
  EXPECT_EQ(client.post("/count", std::string(15, 'x')).body(), "15 in 3");
  EXPECT_EQ(client.post("/count", "").body(), "0 in 0");
}

TEST_F(Content, PastTheBoundOfTheRouteIsTooLarge) {
  TestClient client(service_);
  EXPECT_EQ(client.post("/small", std::string(10, 'x')).status(), 200);
  const TestResponse response = client.post("/small", std::string(11, 'x'));
  EXPECT_EQ(response.status(), 413);
  EXPECT_EQ(response.body(),
            R"({"type":"about:blank","title":"Content Too Large","status":413,"detail":"The content is larger than this service takes"})");
}

TEST_F(Content, ThatIsHeldWholeHasABoundOfItsOwn) {
  constexpr std::size_t kMebibyte = 1024 * 1024;
  TestClient client(service_);
  EXPECT_EQ(client.post("/held", std::string(kMebibyte, 'x')).status(), 200);
  EXPECT_EQ(client.post("/held", std::string(kMebibyte + 1, 'x')).status(), 413);
  EXPECT_EQ(client.post("/name", '"' + std::string(kMebibyte, 'x') + '"').status(), 413);
  EXPECT_EQ(client.post("/count", std::string(2 * kMebibyte, 'x')).status(), 200) << "what is read piece by piece is not held";
}

TEST_F(Content, ThatIsHeldWholeIsBoundedByTheConfiguration) {
  TestClient client(service_, {.config = "server: {limits: {buffered_body_bytes: 10}}"});
  EXPECT_EQ(client.post("/held", std::string(10, 'x')).status(), 200);
  EXPECT_EQ(client.post("/held", std::string(11, 'x')).status(), 413);
  EXPECT_EQ(client.post("/echo", std::string(11, 'x')).status(), 200) << "its route sets a bound";
}

TEST_F(Content, AsTextIsUtf8) {
  TestClient client(service_);
  EXPECT_EQ(client.post("/text", "grün").body(), "grün");
  EXPECT_EQ(client.post("/text", "\xFF").status(), 400);
}

TEST_F(Content, OfAFormIsItsParameters) {
  TestClient client(service_);
  EXPECT_EQ(client.post("/form", "name=Ann+Lee&x=1", "application/x-www-form-urlencoded").body(), "Ann Lee");
  EXPECT_EQ(client.post("/form", "name=%zz", "application/x-www-form-urlencoded").status(), 400);
  EXPECT_EQ(client.post("/form", "name=Ann", "text/plain").status(), 415);
}

TEST_F(Content, OfAnyShapeIsJson) {
  TestClient client(service_);
  EXPECT_EQ(client.post("/name", R"({"name": "Ann"})").body(), R"({"name":"Ann"})");
  EXPECT_EQ(client.post("/name", R"({"name": "Ann"})", "text/plain").status(), 415);
  const TestResponse malformed = client.post("/name", R"({"name": )");
  EXPECT_EQ(malformed.status(), 400);
  EXPECT_EQ(Json::parse(malformed.body())["detail"], "malformed JSON: the text ends too early at line 1, column 10");
}

TEST_F(Content, OfAnotherMediaTypeIsRefused) {
  TestClient client(service_);
  for (const char* type : {"application/json", "application/json; charset=utf-8", "application/merge-patch+json"}) {
    EXPECT_EQ(client.post("/json", "{}", type).status(), 204) << type;
  }
  for (const char* type : {"text/plain", "application/jsonp", "nonsense", ""})
    EXPECT_EQ(client.post("/json", "{}", type).status(), 415) << type;
  EXPECT_EQ(client.request(Method::Post, "/json", {}, "{}").status(), 415);
}

}  // namespace
}  // namespace saki
