// SPDX-License-Identifier: Apache-2.0
//
// ScriptedServer: a listener on loopback that treats each connection by a script, and writes down what it was told.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "saki/net/listener.h"
#include "saki/net/stream.h"
#include "saki/task/task_scope.h"
#include "saki/tls/tls_context.h"

namespace saki::client {

struct Step {
  enum class Kind { AwaitHead, AwaitBytes, AwaitEnd, Say, SayInPieces, Finish, Leave, CutOff, Reset, StartTls };
  Kind kind;
  std::string text;
  std::size_t count = 0;
};

using Script = std::vector<Step>;

inline Step await_head() { return {Step::Kind::AwaitHead, "", 0}; }                            // One head more than before.
inline Step await_bytes(std::size_t count) { return {Step::Kind::AwaitBytes, "", count}; }     // So many more, of content.
inline Step await_end() { return {Step::Kind::AwaitEnd, "", 0}; }
inline Step say(std::string text) { return {Step::Kind::Say, std::move(text), 0}; }
inline Step say_cut(std::string text, std::size_t at) { return {Step::Kind::SayInPieces, std::move(text), at}; }
inline Step finish_sending() { return {Step::Kind::Finish, "", 0}; }
inline Step leave() { return {Step::Kind::Leave, "", 0}; }
inline Step cut_off() { return {Step::Kind::CutOff, "", 0}; }    // As leave(), without saying so where it is encrypted.
inline Step start_tls() { return {Step::Kind::StartTls, "", 0}; }  // With `tls` of the server.
inline Step reset() { return {Step::Kind::Reset, "", 0}; }

// The usual one: a head is awaited, `text` is said, the connection stays.
inline Script answering(std::string text) { return {await_head(), say(std::move(text))}; }

class ScriptedServer {  // Affinity: loop.
 public:
  explicit ScriptedServer(Loop& loop, std::string_view address = "127.0.0.1:0");
  ~ScriptedServer() { stop(); }

  // What becomes of the next connection that has no script yet; those beyond the last script only stay open.
  void expect(Script script) { scripts_.push_back(std::move(script)); }

  [[nodiscard]] Address address() const { return listener_.local_address(); }
  [[nodiscard]] std::string url(std::string_view path = "/") const { return "http://" + address().text() + std::string(path); }
  [[nodiscard]] std::size_t connections() const { return received_.size(); }
  [[nodiscard]] const std::string& received(std::size_t connection = 0) const { return *received_.at(connection); }
  [[nodiscard]] const std::vector<std::string>& ends() const { return ends_; }  // How the clients ended that were awaited to, in words.

  std::shared_ptr<const TlsContext> tls;

  void stop();
  void stop_serving();  // Closes all connections; further ones are taken.
  void forget_scripts() { scripts_.clear(); }

 private:
  static Task<> accept(ScriptedServer& self);
  static Task<> serve(ScriptedServer& self, FileDescriptor socket, Script script, std::string& received);

  Loop& loop_;
  Listener listener_;
  std::deque<Script> scripts_;
  std::vector<std::unique_ptr<std::string>> received_;
  std::vector<std::string> ends_;
  TaskScope scope_;          // Of accepting.
  TaskScope serving_scope_;  // Of connections.
};

}  // namespace saki::client
