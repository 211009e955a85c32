// SPDX-License-Identifier: Apache-2.0
//
// LogGraph: which stream feeds which, where the sinks hang, and the thresholds.
//
// Directed and without circles. Names make a tree by their dots, and that is how a new stream is connected and whose threshold it goes
// by; further edges are drawn by connect(). The writer sees the graph as routes: for each stream the sinks its lines reach, each once,
// made anew on every change and never changed after.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "saki/base/result.h"
#include "saki/log/log_sink.h"
#include "saki/log/log_stream.h"

namespace saki {

struct LogRoutes {
  std::unordered_map<const LogStream*, std::vector<LogSink*>> sinks_of;
  std::vector<LogSink*> all;
};

class LogGraph {  // Affinity: any. Sinks live as long as the graph.
 public:
  explicit LogGraph(LogQueue& queue);

  [[nodiscard]] LogStream& root() noexcept { return root_->stream; }
  [[nodiscard]] LogStream& stream(std::string_view name);
  void set_level(std::string_view name, std::optional<LogLevel> level);
  [[nodiscard]] Result<> connect(const LogStream& from, const LogStream& to);
  void disconnect(const LogStream& from, const LogStream& to);
  void adopt(std::unique_ptr<LogSink> sink, const LogStream& at);

  [[nodiscard]] std::shared_ptr<const LogRoutes> routes() const;

 private:
  struct Node {
    Node(std::string name, LogQueue& queue) : stream(std::move(name), queue) {}
    LogStream stream;
    std::optional<LogLevel> own_level;
    std::vector<Node*> feeds;
    std::vector<LogSink*> sinks;
  };

  Node& node(std::string_view name);
  Node& node_of(const LogStream& stream);
  [[nodiscard]] bool reaches(const Node& from, const Node& to) const;
  void collect(const Node& from, std::vector<LogSink*>& sinks) const;
  void update_levels();
  void update_routes();

  LogQueue& queue_;
  mutable std::mutex mutex_;
  std::map<std::string, std::unique_ptr<Node>, std::less<>> nodes_;
  Node* root_;
  std::vector<std::unique_ptr<LogSink>> sinks_;
  std::shared_ptr<const LogRoutes> routes_;
};

}  // namespace saki
