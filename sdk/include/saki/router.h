// SPDX-License-Identifier: Apache-2.0
//
// Router: finds the route that answers a method and a path.
//
// A pattern is a path whose segments are literals, `{name}` (any text but none), `{id:int64}` (text that is a value of that type),
// `{state:enum(open|done)}` (one of these words) or, last only, `{rest...}` (what is left, slashes and all; may be empty). The routes form
// a radix tree with one segment on each edge. At each segment a literal is tried before a typed parameter, that before a string, that
// before the rest; the first route of the method that fits wins. No visit of a node is repeated, so a look-up costs at most the size of the
// tree, and allocates nothing.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "saki/base/diagnostics.h"
#include "saki/http_words.h"

namespace saki {

// A set of methods.
class MethodSet {
 public:
  constexpr void add(Method method) noexcept { bits_ |= bit(method); }
  constexpr void add(MethodSet other) noexcept { bits_ |= other.bits_; }
  constexpr void add_implied() noexcept {  // HEAD where GET is, and OPTIONS.
    if (has(Method::Get)) add(Method::Head);
    add(Method::Options);
  }
  [[nodiscard]] constexpr bool has(Method method) const noexcept { return (bits_ & bit(method)) != 0; }
  [[nodiscard]] constexpr bool empty() const noexcept { return bits_ == 0; }
  [[nodiscard]] std::string text() const;  // The value of an Allow field: "GET, HEAD, OPTIONS".

 private:
  static constexpr std::uint32_t bit(Method method) noexcept { return std::uint32_t{1} << static_cast<unsigned>(method); }
  std::uint32_t bits_ = 0;
};

struct RouteSegment;  // Private.

// Where a look-up puts what it finds.
struct RouteMatch {
  static constexpr std::size_t kMaxParameters = 16;

  // A view of the path. Not made before it is set: a look-up costs what its route has.
  struct Parameter {
    const char* start;
    std::size_t size;
    operator std::string_view() const noexcept { return {start, size}; }  // NOLINT(google-explicit-constructor): it is one.
  };

  std::uint32_t target = 0;  // What add() was given.
  std::size_t parameter_count = 0;
  std::array<Parameter, kMaxParameters> parameters;  // In the order of the pattern.
  MethodSet allowed;  // Of all routes that fit the path: with HEAD where GET is, and OPTIONS. Only with RouteOutcome::NoMethod.
};

enum class RouteOutcome : std::uint8_t {
  Found,
  NoPath,
  NoMethod,  // Not this one on the path: `allowed` says which would be; an OPTIONS request is answered from it.
};

class Router {  // Affinity: frozen once in use; one thread before.
 public:
  Router();
  ~Router();
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;

  // Adds a route. Mistakes are kept for check().
  void add(Method method, std::string_view pattern, std::uint32_t target);

  // Tells all mistakes: patterns outside the grammar, and routes of one method that a path could fit both of with equal right, such
  // as /users/{id} and /users/{name}. Call it once, after the last add() and before the first find().
  void check(Diagnostics& diagnostics) const;

  // Looks up a decoded, normalised path. A GET route answers HEAD where no HEAD route does.
  RouteOutcome find(Method method, std::string_view path, RouteMatch& into) const noexcept;

  // Of all routes: with HEAD where GET is, and OPTIONS.
  [[nodiscard]] MethodSet methods() const noexcept;

  // The names of a route's parameters, in order. Empty for a pattern outside the grammar.
  [[nodiscard]] static std::vector<std::string> parameter_names(std::string_view pattern);

 private:
  struct Route;
  struct Node;
  class Search;

  [[nodiscard]] std::uint32_t child_for(std::uint32_t node, const RouteSegment& segment);

  std::vector<Route> routes_;
  std::vector<Node> nodes_;
  Diagnostics mistakes_;
};

}  // namespace saki
