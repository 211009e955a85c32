// SPDX-License-Identifier: Apache-2.0
//
// Forms of both types: fields, files in memory and on the disk, and what is refused.
#include "saki/form.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "saki/service.h"
#include "saki/test_client.h"

namespace saki {
namespace {

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

class Forms : public testing::Test {
 protected:
  Forms() {
    EXPECT_NE(::mkdtemp(folder_.data()), nullptr);
    service_.post("/show", show);
    service_.post("/count", count_parts);
  }
  ~Forms() override { std::filesystem::remove_all(folder_); }

  TestResponse post(const std::string& body, std::string_view target = "/show", std::string_view type = kType) {
    TestClient client(service_, {.data_dir = folder_});
    return client.post(target, body, std::string(type));
  }

  std::string folder_ = testing::TempDir() + "saki_form_XXXXXX";
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

}  // namespace
}  // namespace saki
