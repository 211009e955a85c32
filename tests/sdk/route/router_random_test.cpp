// SPDX-License-Identifier: Apache-2.0
//
// The tree against a matcher that tries every pattern, on random tables of routes; and that a look-up allocates nothing.
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "allocation_count.h"
#include "route/route_pattern.h"
#include "saki/router.h"

namespace saki {
namespace {

constexpr std::array kMethods = {Method::Get, Method::Post, Method::Delete};

struct NaiveRoute {
  Method method;
  std::vector<RouteSegment> segments;
};

std::vector<std::string> split(const std::string& path) {
  std::vector<std::string> parts;
  for (std::size_t at = 1;;) {
    const std::size_t slash = path.find('/', at);
    parts.push_back(path.substr(at, slash - at));
    if (slash == std::string::npos) return parts;
    at = slash + 1;
  }
}

bool fits(const NaiveRoute& route, const std::vector<std::string>& parts) {
  for (std::size_t i = 0; i < route.segments.size(); ++i) {
    const RouteSegment& segment = route.segments[i];
    if (i >= parts.size()) return false;
    if (segment.kind == SegmentKind::Rest) return true;
    if (segment.kind == SegmentKind::Literal ? segment.text != parts[i] : !is_value_of(segment.values, parts[i])) return false;
  }
  return route.segments.size() == parts.size();
}

std::vector<int> rank(const NaiveRoute& route) {
  std::vector<int> kinds;
  for (const RouteSegment& segment : route.segments) kinds.push_back(static_cast<int>(segment.kind));
  return kinds;
}

// The index of the best route of the method; nothing when no path of it fits.
std::optional<std::size_t> naive_find(const std::vector<NaiveRoute>& routes, Method method, const std::vector<std::string>& parts) {
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < routes.size(); ++i) {
    if (routes[i].method != method || !fits(routes[i], parts)) continue;
    if (!best || rank(routes[i]) < rank(routes[*best])) best = i;
  }
  return best;
}

class RandomRoutes {
 public:
  explicit RandomRoutes(std::uint32_t seed) : random_(seed) {}
  std::size_t below(std::size_t end) { return random_() % end; }

  std::string pattern() {
    static const char* const kParts[] = {"a", "b", "c", "{N}", "{N:int64}", "{N:uuid}", "{N:enum(b|x)}", ""};
    std::string text;
    const std::size_t count = 1 + below(4);
    for (std::size_t i = 0; i < count; ++i) {
      std::string part = i + 1 == count && below(5) == 0 ? "{N...}" : kParts[below(i + 1 == count ? 8 : 7)];
      if (const std::size_t at = part.find('N'); at != std::string::npos) part.replace(at, 1, "p" + std::to_string(i));
      text += "/" + part;
    }
    return text;
  }
  std::string path() {
    static const char* const kParts[] = {"a", "b", "c", "7", "x", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6", ""};
    std::string text;
    for (std::size_t i = 1 + below(4); i > 0; --i) text.append("/").append(kParts[below(7)]);
    return text;
  }

 private:
  std::mt19937 random_;
};

// A table without conflicts: what conflicts with an earlier route is left out.
Router random_router(RandomRoutes& source, std::vector<NaiveRoute>& routes) {
  Router router;
  for (std::size_t i = 1 + source.below(25); i > 0; --i) {
    NaiveRoute route{kMethods[source.below(kMethods.size())], {}};
    const std::string pattern = source.pattern();
    route.segments = parse_route_pattern(pattern).segments;
    const auto conflicts = [&route](const NaiveRoute& other) {
      return other.method == route.method &&
             std::equal(other.segments.begin(), other.segments.end(), route.segments.begin(), route.segments.end(), overlap);
    };
    if (std::any_of(routes.begin(), routes.end(), conflicts)) continue;
    router.add(route.method, pattern, static_cast<std::uint32_t>(routes.size()));
    routes.push_back(std::move(route));
  }
  Diagnostics mistakes;
  router.check(mistakes);
  EXPECT_TRUE(mistakes.empty()) << mistakes.text();
  return router;
}

TEST(RouterRandom, TheTreeAgreesWithTryingEveryPattern) {
  RandomRoutes source(17);
  int found = 0;
  int refused = 0;
  for (int round = 0; round < 1500; ++round) {
    std::vector<NaiveRoute> routes;
    const Router router = random_router(source, routes);
    for (int i = 0; i < 30; ++i) {
      const std::string path = source.path();
      const std::vector<std::string> parts = split(path);
      const Method method = kMethods[source.below(kMethods.size())];
      const std::optional<std::size_t> expected = naive_find(routes, method, parts);

      RouteMatch match;
      const std::size_t allocations = allocation_count();
      const RouteOutcome outcome = router.find(method, path, match);
      ASSERT_EQ(allocation_count(), allocations);
      if (expected) {
        ASSERT_EQ(outcome, RouteOutcome::Found) << path;
        ASSERT_EQ(match.target, *expected) << path;
        ++found;
        continue;
      }
      MethodSet allowed;
      for (const NaiveRoute& route : routes) {
        if (fits(route, parts)) allowed.add(route.method);
      }
      ASSERT_EQ(outcome, allowed.empty() ? RouteOutcome::NoPath : RouteOutcome::NoMethod) << path;
      for (const Method each : kMethods) ASSERT_EQ(match.allowed.has(each), allowed.has(each)) << path;
      refused += allowed.empty() ? 0 : 1;
    }
  }
  EXPECT_GT(found, 3000);
  EXPECT_GT(refused, 3000);
}

}  // namespace
}  // namespace saki
