// SPDX-License-Identifier: Apache-2.0
//
// Forms of both types: fields, files in memory and on the disk, and what is refused.
#include "saki/form.h"

#include <gmock/gmock.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "saki/form_content.h"
#include "saki/form_reader.h"
#include "saki/json.h"
#include "saki/service.h"
#include "saki/test_client.h"
#include "support/test_folder.h"

namespace saki {
namespace {

constexpr std::string_view kUrlencoded = "application/x-www-form-urlencoded";
constexpr std::string_view kType = "multipart/form-data; boundary=\"a b\"";

std::string part(std::string_view parameters, std::string_view content, std::string_view fields = "") {
  return "--a b\r\nContent-Disposition: form-data; " + std::string(parameters) + "\r\n" + std::string(fields) + "\r\n" +
         std::string(content) + "\r\n";
}

// Each field and each file of the form, a line for each; files are saved below the folder that the query names.
Task<Response> show(Request& request) {
  FormLimits limits;
  limits.multipart.parts = 3;
  limits.multipart.part_bytes = 2'000'000;
  limits.field_bytes = 1000;
  limits.memory_bytes = 1000;
  const Form form = co_await read_form(request, limits);
  std::string text;
  for (const auto& [name, value] : form.fields()) text += name + "=" + value + "\n";
  for (const auto& [name, file] : form.files()) {
    const std::string content = co_await file.content();
    text += name + ":" + file.file_name() + ":" + file.media_type() + ":" + std::to_string(file.size_bytes());
    text += file.in_memory() ? ":memory:" : ":disk:";
    text += content.substr(0, 5) + "\n";
    if (const auto folder = request.query().find("save")) co_await file.save(std::string(*folder) + "/" + file.file_name());
  }
  co_return Response::text(std::move(text));
}

Task<Response> count_parts(Request& request) {
  MultipartReader reader(request);
  std::size_t parts = 0;
  std::size_t bytes = 0;
  for (bool more = co_await reader.next(); more; more = co_await reader.next()) {
    ++parts;
    if (parts == 2) continue;  // Its content is passed over.
    for (std::string_view piece = co_await reader.read(); !piece.empty(); piece = co_await reader.read()) bytes += piece.size();
  }
  co_return Response::text(std::to_string(parts) + " " + std::to_string(bytes));
}

struct Sign {
  std::string name;
  std::string motto = "none";
  std::optional<std::string> site;
  std::int32_t age = 7;
  bool agrees = false;
  std::vector<std::string> tags;
};

void read_parameters(ParameterReader& in, Sign& into) {
  in.read("name", ParameterNeed::Required, into.name, Length(1, 5));
  in.read("motto", ParameterNeed::Optional, into.motto);
  in.read("site", ParameterNeed::Optional, into.site);
  in.read("age", ParameterNeed::Optional, into.age, Range<std::int32_t>(1, 9));
  in.read("agrees", ParameterNeed::Optional, into.agrees);
  in.read("tags", ParameterNeed::Optional, into.tags, Items(Count::at_most(2)));
  static constexpr std::array<std::string_view, 6> kNames{"name", "motto", "site", "age", "agrees", "tags"};
  in.refuse_others(kNames);
}

// As generated code does it.
Task<Response> sign(Request& request) {
  Violations violations;
  const Form form = co_await read_form_fields(request);
  Sign sign;
  read_fields(form, sign, violations);
  violations.raise_if_any();
  std::string text = sign.name + "|" + sign.motto + "|" + sign.site.value_or("no site") + "|" + std::to_string(sign.age);
  text += sign.agrees ? "|agrees" : "|does not";
  for (const std::string& tag : sign.tags) text += "|" + tag;
  co_return Response::text(std::move(text));
}

class Forms : public testing::Test {
 protected:
  Forms() {
    service_.post("/show", show);
    service_.post("/count", count_parts);
    service_.post("/sign", sign);
  }

  TestResponse post(const std::string& body, std::string_view target = "/show", std::string_view type = kType) {
    TestClient client(service_, {.data_dir = folder_});
    return client.post(target, body, std::string(type));
  }

  const TestFolder own_;
  const std::string folder_ = own_.path();
  Service service_{"test"};
};

TEST_F(Forms, OfEitherTypeHaveTheirFields) {
  EXPECT_EQ(post("a=1&b=x+y", "/show", "application/x-www-form-urlencoded").body(), "a=1\nb=x y\n");
  EXPECT_EQ(post(part("name=a", "1") + part("name=b", "") + "--a b--\r\n").body(), "a=1\nb=\n");
  EXPECT_EQ(post("--a b--\r\n").body(), "");
  EXPECT_EQ(post("{}", "/show", "application/json").status(), 415);
}

TEST_F(Forms, KeepSmallFilesInMemoryAndLargeOnesOnTheDiskWithoutAName) {
  const std::string large(1'500'000, 'L');
  const TestResponse response = post(part("name=s; filename=\"../s.txt\"", "small", "Content-Type: text/plain\r\n") +
                                         part("name=l; filename=l.bin", large) + part("name=none; filename=\"\"", "") + "--a b--",
                                     "/show?save=" + folder_);
  EXPECT_EQ(response.body(), "s:s.txt:text/plain:5:memory:small\nl:l.bin::1500000:disk:LLLLL\n");
  std::ostringstream saved;
  saved << std::ifstream(folder_ + "/l.bin").rdbuf();
  EXPECT_TRUE(saved.str() == large);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), std::filesystem::directory_iterator()), 2);  // The saved ones.
}

TEST_F(Forms, PastALimitAreTooLarge) {
  const std::string one = part("name=a", "1");
  EXPECT_EQ(post(one + one + one + "--a b--").status(), 200);
  EXPECT_EQ(post(one + one + one + one + "--a b--").status(), 413);
  EXPECT_EQ(post(part("name=a", std::string(1000, 'x')) + "--a b--").status(), 200);
  EXPECT_EQ(post(part("name=a", std::string(1001, 'x')) + "--a b--").status(), 413);
  EXPECT_EQ(post(part("name=a; filename=f", std::string(2'000'001, 'x')) + "--a b--").status(), 413);
}

TEST_F(Forms, OutsideTheGrammarAreMalformed) {
  EXPECT_EQ(post(part("name=a", "1")).status(), 400);
  EXPECT_EQ(post(part("name=a", "\xff") + "--a b--").status(), 400);
  EXPECT_EQ(post("--a b--", "/show", "multipart/form-data").status(), 400);
  EXPECT_EQ(post("--a b--", "/show", "multipart/form-data; boundary=\"a \"").status(), 400);
}

TEST_F(Forms, WithoutADiskForLargeFilesAreAnswered507) {
  const std::string folder = folder_ + "/gone";
  TestClient client(service_, {.data_dir = folder});
  const TestResponse response = client.post("/show", part("name=a; filename=f", std::string(5000, 'x')) + "--a b--", std::string(kType));
  EXPECT_EQ(response.status(), 507);
  EXPECT_THAT(response.body(), testing::Not(testing::HasSubstr(folder)));
  EXPECT_THAT(client.log_lines(), testing::ElementsAre(testing::HasSubstr(folder + ": No such file or directory")));
}

TEST_F(Forms, CanBeReadPartByPartAndPartsPassedOver) {
  const std::string large(300'000, 'x');
  EXPECT_EQ(post(part("name=a", large) + part("name=b", large) + part("name=c", "123") + "--a b--", "/count").body(), "3 300003");
}

// The violations of an answer: code and place of each.
std::string broken(const TestResponse& response) {
  std::string text = std::to_string(response.status());
  const Json problem = Json::parse(response.body());
  for (const Json& each : problem.value("violations", Json::array())) {
    text += " " + each["in"].get<std::string>() + each["pointer"].get<std::string>() + ":" + each["code"].get<std::string>();
  }
  return text;
}

TEST_F(Forms, FieldsBecomeTypedValuesFromEitherType) {
  FormContent content;
  content.field("name", "a&=");
  content.field("age", "8");
  content.field("agrees", "on");
  content.field("tags", "x");
  content.field("tags", "");
  EXPECT_EQ(post(content.content(), "/sign", content.media_type()).body(), "a&=|none|no site|8|agrees|x|");

  std::string parts = part("name=name", "ada") + part("name=agrees", "true") + part("name=site", "s") + "--a b--";
  EXPECT_EQ(post(parts, "/sign").body(), "ada|none|s|7|agrees");
}

TEST_F(Forms, AnEmptyInputIsAbsentUnlessItIsText) {
  EXPECT_EQ(post("name=a&motto=&site=&age=&agrees=", "/sign", kUrlencoded).body(), "a||no site|7|does not");
  EXPECT_EQ(broken(post("name=", "/sign", kUrlencoded)), "422 body/name:too_short");
}

TEST_F(Forms, EveryBrokenRuleOfAFormIsTold) {
  EXPECT_EQ(broken(post("age=x&agrees=maybe&tags=1&tags=2&tags=3&more=1", "/sign", kUrlencoded)),
            "422 body/name:required body/age:type body/agrees:type body/tags:too_many body/more:unknown");
  EXPECT_EQ(broken(post("name=a&name=b&age=10", "/sign", kUrlencoded)), "422 body/name:duplicate body/age:too_large");
}

TEST_F(Forms, WhatIsNoFormIsNotTypedEither) {
  EXPECT_EQ(post("{}", "/sign", "application/json").status(), 415);
  EXPECT_EQ(post("name=%zz", "/sign", kUrlencoded).status(), 400);
}

TEST_F(Forms, FilesOfATypedFormAreNeverKeptAndAStrictTypeRefusesThem) {
  const std::string large(300'000, 'x');
  const auto answer = post(part("name=name", "ada") + part("name=picture; filename=a.png", large) + "--a b--", "/sign");
  EXPECT_EQ(broken(answer), "422 body/picture:unknown");
  EXPECT_EQ(post(part("name=name", "ada") + part("name=picture; filename=\"\"", "") + "--a b--", "/sign").status(), 200);
}

TEST_F(Forms, ATakenFieldIsGoneWithItsTwins) {
  Form form;
  for (const char* value : {"1", "2"}) form.add("a", std::string(value));
  form.add("b", std::string("3"));
  EXPECT_EQ(form.take("a"), "1");
  EXPECT_EQ(form.take("a"), std::nullopt);
  EXPECT_EQ(form.fields().size(), 1U);
}

TEST_F(Forms, AFormWithFilesIsPostedAsItIsRead) {
  FormContent content;
  content.field("a \"b\"\r\n", "saki-form-0 in it\r\n--saki-form-0--\r\n");
  content.file("picture", "x.txt", "text/plain", "saki-form-1");
  EXPECT_EQ(content.media_type(), "multipart/form-data; boundary=saki-form-2");
  EXPECT_EQ(post(content.content(), "/show", content.media_type()).body(),
            "a \"b\"%0D%0A=saki-form-0 in it\r\n--saki-form-0--\r\n\npicture:x.txt:text/plain:11:memory:saki-\n");
}

}  // namespace
}  // namespace saki
