// SPDX-License-Identifier: Apache-2.0
#include "saki/router.h"

#include <algorithm>

#include "route/literal_table.h"
#include "route/path_segment.h"
#include "route/route_pattern.h"

namespace saki {
namespace {

constexpr std::uint32_t kNone = LiteralTable::kNone;
constexpr std::array kMethodsInOrder = {Method::Get,    Method::Head,    Method::Post,    Method::Put,  Method::Patch,
                                        Method::Delete, Method::Options, Method::Connect, Method::Trace};

std::string quoted_route(Method method, const std::string& pattern) { return std::string(http::method_text(method)) + " " + pattern; }

}  // namespace

std::string MethodSet::text() const {
  std::string text;
  for (const Method method : kMethodsInOrder) {
    if (!has(method)) continue;
    if (!text.empty()) text += ", ";
    text += http::method_text(method);
  }
  return text;
}

struct Router::Route {
  Method method;
  std::string text;
  std::vector<RouteSegment> segments;
};

// What may follow the segments that led here.
struct Router::Node {
  struct Typed {
    SegmentValues values;
    std::uint32_t node;
  };
  struct Target {
    Method method;
    std::uint32_t target;
  };

  // How a segment may go on besides by a literal.
  enum class Captures : std::uint8_t { None, Text, Several };

  LiteralTable literals;
  std::vector<Typed> typed;
  std::uint32_t text = kNone;
  std::uint32_t rest = kNone;
  Captures captures = Captures::None;
  std::vector<Target> targets;  // Of the routes that end here.

  // The target that answers `method`; GET's answers HEAD where there is no other.
  [[nodiscard]] const Target* target_for(Method method) const noexcept {
    const Target* get = nullptr;
    for (const Target& target : targets) {
      if (target.method == method) return &target;
      if (target.method == Method::Get) get = &target;
    }
    return method == Method::Head ? get : nullptr;
  }
};

// One look-up: walks down the tree in order of precedence and back where nothing fits.
class Router::Search {
 public:
  Search(const Router& router, Method method, std::string_view path, RouteMatch& match) noexcept
      : nodes_(router.nodes_.data()), end_(path.data() + path.size()), method_(method), match_(match) {}

  // Goes on as long as there is one way. `at` is behind the slash that follows the segments which led to `node`.
  [[gnu::always_inline]] bool descend(const Node* node, const char* at, RouteMatch::Parameter* into) noexcept {
    for (;;) {
      const PathSegment segment = PathSegment::first_of({at, end_});
      std::uint32_t next = node->literals.find(segment);
      if (node->captures != (next == kNone ? Captures::Text : Captures::None)) [[unlikely]]
        return Search(*this).branch(*node, next, segment.text(), into);  // A copy: this one stays in registers.
      if (next == kNone) {
        if (segment.empty()) return false;
        *into++ = {segment.text().data(), segment.text().size()};
        next = node->text;
      }
      node = &nodes_[next];
      if (segment.end() == end_) return arrive(*node, into);
      at = segment.end() + 1;
    }
  }

 private:
  using Captures = Node::Captures;

  // Tries one way after the other. There is a place for each parameter: add() refuses patterns with more.
  [[gnu::noinline]] bool branch(const Node& node, std::uint32_t literal, std::string_view segment, RouteMatch::Parameter* into) noexcept {
    if (step(literal, segment, into)) return true;
    if (node.captures == Captures::None) return false;
    *into = {segment.data(), segment.size()};
    for (const Node::Typed& typed : node.typed) {
      if (is_value_of(typed.values, segment) && step(typed.node, segment, into + 1)) return true;
    }
    if (!segment.empty() && step(node.text, segment, into + 1)) return true;
    if (node.rest == kNone) return false;
    *into = {segment.data(), static_cast<std::size_t>(end_ - segment.data())};
    return arrive(nodes_[node.rest], into + 1);
  }

  // To the node behind `segment`.
  [[gnu::noinline]] bool step(std::uint32_t next, std::string_view segment, RouteMatch::Parameter* into) noexcept {
    if (next == kNone) return false;
    const char* const behind = segment.data() + segment.size();
    return behind == end_ ? arrive(nodes_[next], into) : descend(&nodes_[next], behind + 1, into);
  }

  // All of the path is used up at `node`.
  bool arrive(const Node& node, const RouteMatch::Parameter* into) noexcept {
    const Node::Target* const target = node.target_for(method_);
    if (target == nullptr) {
      for (const Node::Target& other : node.targets) match_.allowed.add(other.method);
      return false;
    }
    match_.target = target->target;
    match_.parameter_count = static_cast<std::size_t>(into - match_.parameters.data());
    return true;
  }

  const Node* nodes_;
  const char* end_;  // Of the path.
  Method method_;
  RouteMatch& match_;
};

Router::Router() : nodes_(1) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

void Router::add(Method method, std::string_view pattern, std::uint32_t target) {
  RoutePattern parsed = parse_route_pattern(pattern);
  const std::string route = quoted_route(method, std::string(pattern));
  const auto captures = [](const RouteSegment& segment) { return segment.kind != SegmentKind::Literal; };
  if (std::count_if(parsed.segments.begin(), parsed.segments.end(), captures) > static_cast<std::ptrdiff_t>(RouteMatch::kMaxParameters)) {
    parsed.mistake = "more than " + std::to_string(RouteMatch::kMaxParameters) + " parameters";
  }
  if (!parsed.mistake.empty()) {
    mistakes_.add({.file = "routes"}, "route-pattern", "the path of " + route + " is no pattern: " + parsed.mistake);
    return;
  }

  std::uint32_t node = 0;
  for (const RouteSegment& segment : parsed.segments) node = child_for(node, segment);
  nodes_[node].targets.push_back({method, target});
  routes_.push_back({method, std::string(pattern), std::move(parsed.segments)});
}

std::uint32_t Router::child_for(std::uint32_t parent, const RouteSegment& segment) {
  const auto fresh = static_cast<std::uint32_t>(nodes_.size());
  Node& node = nodes_[parent];
  std::uint32_t child = fresh;
  if (segment.kind == SegmentKind::Literal) {
    if (const std::uint32_t known = node.literals.find(PathSegment::first_of(segment.text)); known != kNone) return known;
    node.literals.add(segment.text, fresh);
  } else if (segment.kind == SegmentKind::Typed) {
    for (const Node::Typed& typed : node.typed) {
      if (typed.values == segment.values) return typed.node;
    }
    node.typed.push_back({segment.values, fresh});
    node.captures = Node::Captures::Several;
  } else {
    std::uint32_t& slot = segment.kind == SegmentKind::Text ? node.text : node.rest;
    if (slot != kNone) return slot;
    slot = child;
    const bool alone = segment.kind == SegmentKind::Text && node.captures == Node::Captures::None;
    node.captures = alone ? Node::Captures::Text : Node::Captures::Several;
  }
  nodes_.emplace_back();
  return child;
}

void Router::check(Diagnostics& diagnostics) const {
  diagnostics.append(mistakes_);
  for (auto route = routes_.begin(); route != routes_.end(); ++route) {
    for (auto other = routes_.begin(); other != route; ++other) {
      if (route->method != other->method || !equally_fit(route->segments, other->segments)) continue;
      diagnostics.add(
          {.file = "routes"}, route->text == other->text ? "route-duplicate" : "route-conflict",
          "a path can fit both " + quoted_route(other->method, other->text) + " and " + quoted_route(route->method, route->text),
          "keep one of them, or tell them apart by a literal segment");
    }
  }
}

RouteOutcome Router::find(Method method, std::string_view path, RouteMatch& into) const noexcept {
  into.allowed = {};
  into.parameter_count = 0;
  if (!path.starts_with('/')) return RouteOutcome::NoPath;
  Search search(*this, method, path, into);
  if (search.descend(nodes_.data(), path.data() + 1, into.parameters.data())) return RouteOutcome::Found;
  if (into.allowed.empty()) return RouteOutcome::NoPath;
  into.allowed.add_implied();
  return RouteOutcome::NoMethod;
}

MethodSet Router::methods() const noexcept {
  MethodSet all;
  for (const Route& route : routes_) all.add(route.method);
  all.add_implied();
  return all;
}

std::vector<std::string> Router::parameter_names(std::string_view pattern) {
  std::vector<std::string> names;
  const RoutePattern parsed = parse_route_pattern(pattern);
  if (!parsed.mistake.empty()) return names;
  for (const RouteSegment& segment : parsed.segments) {
    if (segment.kind != SegmentKind::Literal) names.push_back(segment.text);
  }
  return names;
}

}  // namespace saki
