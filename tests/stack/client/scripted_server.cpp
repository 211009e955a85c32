// SPDX-License-Identifier: Apache-2.0
#include "stack/client/scripted_server.h"

#include <sys/socket.h>

#include <functional>

#include "saki/base/check.h"
#include "saki/task/sleep.h"

namespace saki::client {
namespace {

constexpr std::string_view kHeadEnd = "\r\n\r\n";

// False at the end.
Task<bool> receive_more(Stream& stream, std::string& received) {
  std::byte block[4096];
  const Result<std::size_t> count = co_await stream.receive_into(block);
  if (!count || *count == 0) co_return false;
  received += as_text(ByteView(block, *count));
  co_return true;
}

// What a script has looked at so far.
class Reader {
 public:
  Reader(Stream& stream, std::string& received) : stream_(stream), received_(received) {}

  Task<> await_head() {
    std::size_t end = received_.find(kHeadEnd, at_);
    bool more = true;
    while (end == std::string::npos && more) {
      more = co_await receive_more(stream_, received_);
      end = received_.find(kHeadEnd, at_);
    }
    at_ = end == std::string::npos ? received_.size() : end + kHeadEnd.size();
  }
  Task<> await_bytes(std::size_t count) {
    at_ += count;
    bool more = true;
    while (received_.size() < at_ && more) more = co_await receive_more(stream_, received_);
  }
  Task<std::string> await_end() {
    for (;;) {
      std::byte block[4096];
      const Result<std::size_t> count = co_await stream_.receive_into(block);
      if (!count) co_return count.error().text();
      if (*count == 0) co_return "in order";
      received_ += as_text(ByteView(block, *count));
    }
  }

 private:
  Stream& stream_;
  std::string& received_;
  std::size_t at_ = 0;
};

Task<> give_several_turns() {
  for (int turn = 0; turn < 3; ++turn) co_await sleep(Duration::zero());
}

Task<> say_in_pieces(Stream& stream, const std::string& text, std::size_t at) {
  const std::string_view all = text;
  (void)co_await stream.send(as_bytes(all.substr(0, at)));
  co_await give_several_turns();
  (void)co_await stream.send(as_bytes(all.substr(at)));
}

}  // namespace

ScriptedServer::ScriptedServer(Loop& loop, std::string_view address)
    : loop_(loop),
      listener_(loop, open_listening_socket(Address::parse(address).value(), {}).value()),
      scope_(loop, "accepting"),
      serving_scope_(loop, "scripts") {
  scope_.spawn(&ScriptedServer::accept, std::ref(*this));
}

void ScriptedServer::stop() {
  scope_.drop();
  serving_scope_.drop();
  listener_.close();
}

void ScriptedServer::stop_serving() { serving_scope_.drop(); }

Task<> ScriptedServer::accept(ScriptedServer& self) {
  for (;;) {
    Result<Accepted> accepted = co_await self.listener_.accept();
    if (!accepted) co_return;
    Script script;
    if (!self.scripts_.empty()) {
      script = std::move(self.scripts_.front());
      self.scripts_.pop_front();
    }
    self.received_.push_back(std::make_unique<std::string>());
    self.serving_scope_.spawn(&ScriptedServer::serve, std::ref(self), std::move(accepted->socket), std::move(script),
                              std::ref(*self.received_.back()));
  }
}

Task<> ScriptedServer::serve(ScriptedServer& self, FileDescriptor socket, Script script, std::string& received) {
  Stream stream(self.loop_, std::move(socket));
  Reader reader(stream, received);
  for (const Step& step : script) {
    switch (step.kind) {
      case Step::Kind::AwaitHead: co_await reader.await_head(); break;
      case Step::Kind::AwaitBytes: co_await reader.await_bytes(step.count); break;
      case Step::Kind::AwaitEnd: self.ends_.push_back(co_await reader.await_end()); break;
      case Step::Kind::Say: (void)co_await stream.send(as_bytes(step.text)); break;
      case Step::Kind::SayInPieces: co_await say_in_pieces(stream, step.text, step.count); break;
      case Step::Kind::Finish: stream.shutdown_send(); break;
      case Step::Kind::Leave: co_return;
      case Step::Kind::CutOff: ::shutdown(stream.descriptor(), SHUT_RDWR); co_return;
      case Step::Kind::StartTls: {
        const Result<> secured = co_await stream.start_tls(self.tls);
        if (!secured) co_return;
        break;
      }
      case Step::Kind::Reset: stream.reset(); co_return;
    }
  }
  (void)co_await reader.await_end();
}

}  // namespace saki::client
