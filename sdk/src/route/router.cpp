// SPDX-License-Identifier: Apache-2.0
#include "saki/router.h"

#include <algorithm>

#include "route/literal_table.h"
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
  Search(const Router& router, Method method, RouteMatch& match) noexcept : nodes_(router.nodes_.data()), method_(method), match_(match) {}

  // Goes on as long as there is one way. `rest` is what follows the slash behind the segments that led to `node`.
  bool descend(std::uint32_t node_index, std::string_view rest, std::size_t parameters) noexcept {
    for (;;) {
      const Node& node = nodes_[node_index];
      const std::size_t slash = rest.find('/');
      const std::string_view segment = rest.substr(0, slash);
      node_index = node.literals.find(segment);
      if (node_index != kNone ? node.captures != Captures::None : node.captures == Captures::Several)
        return branch(node, node_index, rest, slash, parameters);
      if (node_index == kNone) {
        if (segment.empty() || node.captures == Captures::None) return false;
        node_index = node.text;
        capture(segment, parameters++);
      }
      if (slash == std::string_view::npos) return arrive(nodes_[node_index], parameters);
      rest.remove_prefix(slash + 1);
    }
  }

 private:
  using Captures = Node::Captures;

  // Tries one way after the other.
  [[gnu::noinline]] bool branch(const Node& node, std::uint32_t literal, std::string_view rest, std::size_t slash,
                                std::size_t parameters) noexcept {
    const std::string_view segment = rest.substr(0, slash);
    if (step(literal, rest, slash, parameters)) return true;
    for (const Node::Typed& typed : node.typed) {
      if (is_value_of(typed.values, segment) && step_with(typed.node, segment, rest, slash, parameters)) return true;
    }
    if (!segment.empty() && step_with(node.text, segment, rest, slash, parameters)) return true;
    if (node.rest == kNone) return false;
    capture(rest, parameters);
    return arrive(nodes_[node.rest], parameters + 1);
  }

  // There is a place for each: add() refuses patterns with more.
  void capture(std::string_view value, std::size_t place) noexcept { match_.parameters[place] = {value.data(), value.size()}; }

  bool step_with(std::uint32_t next, std::string_view segment, std::string_view rest, std::size_t slash, std::size_t parameters) noexcept {
    if (next == kNone) return false;
    capture(segment, parameters);
    return step(next, rest, slash, parameters + 1);
  }

  bool step(std::uint32_t next, std::string_view rest, std::size_t slash, std::size_t parameters) noexcept {
    if (next == kNone) return false;
    if (slash == std::string_view::npos) return arrive(nodes_[next], parameters);
    return descend(next, rest.substr(slash + 1), parameters);
  }

  // All of the path is used up at `node`.
  bool arrive(const Node& node, std::size_t parameters) noexcept {
    const Node::Target* const target = node.target_for(method_);
    if (target == nullptr) {
      for (const Node::Target& other : node.targets) match_.allowed.add(other.method);
      return false;
    }
    match_.target = target->target;
    match_.parameter_count = parameters;
    return true;
  }

  const Node* nodes_;
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
    if (const std::uint32_t known = node.literals.find(segment.text); known != kNone) return known;
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
  Search search(*this, method, into);
  if (search.descend(0, path.substr(1), 0)) return RouteOutcome::Found;
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
