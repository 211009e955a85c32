// SPDX-License-Identifier: Apache-2.0
//
// fetch: the stack's client as a program, so that tests can set it beside curl.
//
//   fetch [-X METHOD] [-H 'NAME: VALUE']... [--data FILE | --stream FILE] [--ca FILE] [--count N] [--at-once N] URL
//
// Asks URL N times, so many at once. The content of the last answer goes to the standard output; to the standard error goes a line for
// each answer (`200`, or why there is none), then `connections N`. Proxies are those of the environment. Exits 1 where a request failed.
#include <cstdio>
#include <cstring>
#include <fstream>
#include <functional>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "saki/client/client.h"
#include "saki/task/task_scope.h"

namespace saki::client {
namespace {

struct Order {
  std::string method = "GET";
  std::vector<RequestField> fields{};
  std::optional<std::string> data{};
  std::string streamed{};
  std::string ca{};
  int count = 1;
  int at_once = 1;
  std::string url{};
};

std::string read_file(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::optional<RequestField> read_field(std::string_view text) {
  const std::size_t colon = text.find(": ");
  if (colon == text.npos) return std::nullopt;
  return RequestField(std::string(text.substr(0, colon)), std::string(text.substr(colon + 2)));
}

// Sets what one option says; false for an option that is none.
bool take_option(Order& order, std::string_view option, const char* value) {
  if (option == "-X") return order.method = value, true;
  if (option == "--data") return order.data = read_file(value), true;
  if (option == "--stream") return order.streamed = value, true;
  if (option == "--ca") return order.ca = value, true;
  if (option == "--count") return order.count = std::atoi(value), true;
  if (option == "--at-once") return order.at_once = std::atoi(value), true;
  const std::optional<RequestField> field = option == "-H" ? read_field(value) : std::nullopt;
  if (field) order.fields.push_back(*field);
  return field.has_value();
}

std::optional<Order> read_order(int count, char** words) {
  Order order;
  int at = 1;
  for (; at + 1 < count - 1; at += 2) {
    if (!take_option(order, words[at], words[at + 1])) return std::nullopt;
  }
  if (at != count - 1) return std::nullopt;
  order.url = words[at];
  return order;
}

// A file, piece by piece, of a length that is not told.
class FileSource final : public ContentSource {
 public:
  explicit FileSource(const std::string& path) : file_(path, std::ios::binary) {}
  Task<Result<std::size_t>> read(MutableBytes into) override {
    file_.read(reinterpret_cast<char*>(into.data()), static_cast<std::streamsize>(into.size()));
    co_return static_cast<std::size_t>(file_.gcount());
  }

 private:
  std::ifstream file_;
};

class Fetch {
 public:
  Fetch(Loop& loop, Client& client, const Order& order) : loop_(loop), client_(client), order_(order), scope_(loop, "fetch") {}

  // Returns the exit status.
  int run() {
    for (int line = 0; line < order_.at_once; ++line) scope_.spawn(&Fetch::ask_all, std::ref(*this));
    if (scope_.running() > 0) loop_.run();
    std::fwrite(content_.data(), 1, content_.size(), stdout);
    std::fprintf(stderr, "connections %llu\n", static_cast<unsigned long long>(client_.counts().connections_opened));
    return failed_ ? 1 : 0;
  }

 private:
  static Task<> ask_all(Fetch& self) {
    while (self.begun_ < self.order_.count) {
      ++self.begun_;
      co_await self.ask_once();
    }
    if (++self.ended_ == self.order_.at_once) self.loop_.stop();
  }

  Task<> ask_once() {
    const Result<Url> url = Url::parse(order_.url);
    if (!url) co_return tell_failure("the URL is malformed");
    Request request(order_.method, *url);
    request.fields = order_.fields;
    if (order_.data) request.content = *order_.data;
    std::optional<FileSource> source;
    if (!order_.streamed.empty()) request.source = &source.emplace(order_.streamed);

    Outcome<Answer> answer = co_await client_.send(request);
    if (!answer) co_return tell_failure(answer.error().text());
    Outcome<std::string> content = co_await answer->read_all();
    if (!content) co_return tell_failure(content.error().text());
    content_ = std::move(*content);
    std::fprintf(stderr, "%d\n", int{status_code(answer->status())});
  }

  void tell_failure(const std::string& why) {
    failed_ = true;
    std::fprintf(stderr, "%s\n", why.c_str());
  }

  Loop& loop_;
  Client& client_;
  const Order& order_;
  TaskScope scope_;
  int begun_ = 0;
  int ended_ = 0;
  bool failed_ = false;
  std::string content_;
};

int refuse(const std::string& why) {
  std::fprintf(stderr, "fetch: %s\n", why.c_str());
  return 2;
}

int run(const Order& order) {
  ClientOptions options;
  Diagnostics diagnostics;
  TlsClientOptions trusted;
  trusted.authorities = order.ca;
  options.tls = TlsClientContext::open(trusted, diagnostics);
  if (options.tls == nullptr) return refuse(diagnostics.text());
  const Result<ProxyRules> proxies = ProxyRules::from_environment();
  if (!proxies) return refuse(proxies.error().text());
  options.proxies = *proxies;

  const std::unique_ptr<Loop> loop = Loop::open().value();
  const LoopBinding binding(*loop);
  BlockingPool pool;
  Resolver resolver(*loop, pool);
  Client client(*loop, resolver, std::move(options));
  Fetch fetch(*loop, client, order);
  return fetch.run();
}

}  // namespace
}  // namespace saki::client

int main(int count, char** words) {
  const auto order = saki::client::read_order(count, words);
  if (!order)
    return saki::client::refuse("[-X METHOD] [-H 'NAME: VALUE'] [--data FILE | --stream FILE] [--ca FILE] [--count N] [--at-once N] URL");
  return saki::client::run(*order);
}
