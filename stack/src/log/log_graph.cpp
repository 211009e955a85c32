// SPDX-License-Identifier: Apache-2.0
#include "log/log_graph.h"

#include <algorithm>
#include <utility>

#include "saki/base/check.h"

namespace saki {
namespace {

// "http" of "http.access", "" of "http".
std::string_view parent_name(std::string_view name) noexcept {
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string_view{} : name.substr(0, dot);
}

}  // namespace

LogGraph::LogGraph(LogQueue& queue) : queue_(queue) {
  auto root = std::make_unique<Node>("", queue);
  root->own_level = LogLevel::Info;
  root_ = root.get();
  nodes_.emplace("", std::move(root));
  update_routes();
}

LogStream& LogGraph::stream(std::string_view name) {
  const std::lock_guard lock(mutex_);
  return node(name).stream;
}

void LogGraph::set_level(std::string_view name, std::optional<LogLevel> level) {
  const std::lock_guard lock(mutex_);
  Node& changed = node(name);
  changed.own_level = level;
  if (&changed == root_ && !level) changed.own_level = LogLevel::Info;
  update_levels();
}

Result<> LogGraph::connect(const LogStream& from, const LogStream& to) {
  const std::lock_guard lock(mutex_);
  Node& source = node_of(from);
  Node& target = node_of(to);
  if (reaches(target, source)) return fail(Error::Invalid);
  if (std::find(source.feeds.begin(), source.feeds.end(), &target) == source.feeds.end()) source.feeds.push_back(&target);
  update_routes();
  return {};
}

void LogGraph::disconnect(const LogStream& from, const LogStream& to) {
  const std::lock_guard lock(mutex_);
  std::erase(node_of(from).feeds, &node_of(to));
  update_routes();
}

void LogGraph::adopt(std::unique_ptr<LogSink> sink, const LogStream& at) {
  const std::lock_guard lock(mutex_);
  node_of(at).sinks.push_back(sink.get());
  sinks_.push_back(std::move(sink));
  update_routes();
}

std::shared_ptr<const LogRoutes> LogGraph::routes() const {
  const std::lock_guard lock(mutex_);
  return routes_;
}

LogGraph::Node& LogGraph::node(std::string_view name) {
  if (const auto known = nodes_.find(name); known != nodes_.end()) return *known->second;
  Node& parent = node(parent_name(name));
  Node& made = *nodes_.emplace(name, std::make_unique<Node>(std::string(name), queue_)).first->second;
  made.feeds.push_back(&parent);
  update_levels();
  update_routes();
  return made;
}

LogGraph::Node& LogGraph::node_of(const LogStream& stream) {
  const auto known = nodes_.find(stream.name());
  SAKI_CHECK(known != nodes_.end() && &known->second->stream == &stream, "a stream of this log");
  return *known->second;
}

bool LogGraph::reaches(const Node& from, const Node& to) const {
  if (&from == &to) return true;
  return std::any_of(from.feeds.begin(), from.feeds.end(), [&](const Node* next) { return reaches(*next, to); });
}

void LogGraph::collect(const Node& from, std::vector<LogSink*>& sinks) const {
  for (LogSink* sink : from.sinks) {
    if (std::find(sinks.begin(), sinks.end(), sink) == sinks.end()) sinks.push_back(sink);
  }
  for (const Node* next : from.feeds) collect(*next, sinks);
}

// In the order of names a parent comes before its children, so its threshold is known.
void LogGraph::update_levels() {
  for (auto& [name, node] : nodes_) {
    const LogStream& parent = nodes_.find(parent_name(name))->second->stream;
    const LogLevel level = node->own_level.value_or(parent.threshold_.load(std::memory_order_relaxed));
    node->stream.threshold_.store(level, std::memory_order_relaxed);
  }
}

void LogGraph::update_routes() {
  auto routes = std::make_shared<LogRoutes>();
  for (const auto& [name, node] : nodes_) collect(*node, routes->sinks_of[&node->stream]);
  for (const auto& sink : sinks_) routes->all.push_back(sink.get());
  routes_ = std::move(routes);
}

}  // namespace saki
