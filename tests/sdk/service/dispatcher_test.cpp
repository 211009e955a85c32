// SPDX-License-Identifier: Apache-2.0
//
// The hot path: once warm, a plain handler's small answer costs neither an allocation nor a coroutine's frame.
#include "service/dispatcher.h"

#include <gtest/gtest.h>

#include "allocation_count.h"
#include "saki/glue.h"
#include "saki/log/log.h"
#include "saki/service.h"
#include "service/composition.h"

namespace saki {
namespace {

// An exchange that only counts: it takes what is given to try_respond, and has no use for the rest.
class CountingExchange final : public http::Exchange {
 public:
  CountingExchange(http::RequestHead& head, Arena& arena, Loop& loop) noexcept : Exchange(head, arena), loop_(loop) {}

  [[nodiscard]] const http::ConnectionInfo& connection() const noexcept override { return connection_; }
  [[nodiscard]] Loop& loop() const noexcept override { return loop_; }
  [[nodiscard]] bool has_body() const noexcept override { return false; }
  [[nodiscard]] std::optional<std::uint64_t> content_length() const noexcept override { return 0; }
  void set_body_limit(std::uint64_t) noexcept override {}
  [[nodiscard]] Task<Result<std::size_t>> read(MutableBytes) override { co_return std::size_t{0}; }
  [[nodiscard]] std::optional<ByteView> take_content_at_hand() noexcept override { return ByteView(); }
  [[nodiscard]] Task<Result<>> hint(std::span<const http::Field>) override { return refuse(); }
  [[nodiscard]] bool try_respond(const http::ResponseHead& head, ByteView content) override {
    fields += head.fields.size() + (head.media_type.empty() ? 0 : 1);
    bytes += content.size();
    return true;
  }
  [[nodiscard]] Task<Result<>> respond(const http::ResponseHead&, ByteView) override { return refuse(); }
  [[nodiscard]] Task<Result<>> start(const http::ResponseHead&, std::optional<std::uint64_t>) override { return refuse(); }
  [[nodiscard]] Task<Result<>> write(ByteView) override { return refuse(); }
  [[nodiscard]] Task<Result<>> write_file(int, std::uint64_t, std::uint64_t) override { return refuse(); }
  [[nodiscard]] Task<Result<>> finish(std::span<const http::Field>) override { return refuse(); }
  [[nodiscard]] bool started() const noexcept override { return bytes > 0; }
  [[nodiscard]] bool finished() const noexcept override { return bytes > 0; }
  [[nodiscard]] http::Outcome outcome() const noexcept override { return {http::Status::Ok, bytes, bytes > 0}; }
  void abort() noexcept override {}

  std::size_t fields = 0;
  std::size_t bytes = 0;

 private:
  static Task<Result<>> refuse() { co_return fail(Error::Invalid); }

  Loop& loop_;
  http::ConnectionInfo connection_;
};

Response hello(Request&) { return Response::text("Hello, World!"); }

Response greet(Request& request) {
  const bool known = request.path_parameter("name") == "ann" && request.query().find("loud") == "yes" && request.header("X-Tag") == "t";
  return Response::text(known ? "Hello, Ann!" : "Hello!");
}

// As the types of a manifest are.
struct Greeting {
  std::string text = "Hello";
  std::string name;
};

void write_json(JsonWriter& out, const Greeting& from, JsonForm form) {
  out.begin_object();
  write_member<"text">(out, from.text, form);
  write_member<"name">(out, from.name, form);
  out.end_object();
}

Response greet_in_json(Request& request) {
  Greeting greeting;
  greeting.name = request.path_parameter<std::string>("name");
  return json_answer(200, greeting);
}

class HotPath : public testing::Test {
 protected:
  HotPath() : head_{} {
    service_.get("/hello", hello);
    service_.get("/greet/{name}", greet);
    service_.get("/json/{name}", greet_in_json);
    service_.composition().context.log = &log_.root();
  }

  // Answers `path` with its query several times; returns how many allocations all but the first made.
  std::size_t allocations_of(std::string_view path, std::string_view query, std::size_t expected_bytes) {
    Dispatcher dispatcher(worker_);
    std::array<Field, 4> fields;
    head_.fields = http::FieldTable(fields);
    head_.fields.add("X-Tag", "t");
    head_.method = Method::Get;
    head_.path = path;
    head_.query = query;
    std::size_t before = 0;
    for (int round = 0; round < 10; ++round) {
      if (round == 1) before = allocation_count();
      arena_.reset();
      CountingExchange exchange(head_, arena_, *loop_);
      EXPECT_TRUE(dispatcher.handle(exchange).done());
      EXPECT_EQ(exchange.bytes, expected_bytes);
      EXPECT_EQ(exchange.fields, 1U);
    }
    return allocation_count() - before;
  }

  Log log_;
  std::unique_ptr<Loop> loop_ = std::move(*Loop::open());
  Service service_{"test"};
  BlockingPool blocking_;
  WorkerContext worker_{service_.composition().context, blocking_, *loop_};
  http::RequestHead head_;
  Arena arena_;
};

TEST_F(HotPath, APlainAnswerAllocatesNothing) { EXPECT_EQ(allocations_of("/hello", "", 13), 0U); }

TEST_F(HotPath, NeitherDoParametersQueryAndFields) { EXPECT_EQ(allocations_of("/greet/ann", "a+b=%41&loud=yes", 11), 0U); }

TEST_F(HotPath, NeitherDoesJsonLongerThanAShortString) {
  EXPECT_EQ(allocations_of("/json/ann", "", std::string_view(R"({"text":"Hello","name":"ann"})").size()), 0U);
}

}  // namespace
}  // namespace saki
