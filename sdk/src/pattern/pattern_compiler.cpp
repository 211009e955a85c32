// SPDX-License-Identifier: Apache-2.0
//
// From tree to automaton. States are made from the back: each part is told which state follows it, so nothing has to be patched. An
// automaton has states(x) states:
//
//   code point, class, `.`, anchor: 1      sequence: the sum      alternation of k: the sum + k - 1      the end: 1
//   x? x* x+: states(x) + 1      x{n,}: n states(x) + 1 (n = 0: as x*)      x{n,m}: n states(x) + (m - n)(states(x) + 1)
#include <algorithm>
#include <map>

#include "pattern/pattern_tree.h"
#include "saki/pattern.h"

namespace saki {
namespace {

using Kind = PatternNode::Kind;

constexpr std::uint64_t kTooMany = Pattern::kMaxStates + 1;

std::uint64_t states_of(const PatternNode& node);

// Never above kTooMany, so that sums and products stay far from overflow.
std::uint64_t bounded(std::uint64_t states) noexcept { return std::min(states, kTooMany); }

std::uint64_t repeat_states(const PatternNode& node) {
  const std::uint64_t once = states_of(node.parts.front());
  if (node.most == PatternNode::kUnbounded) return bounded(std::max<std::uint64_t>(node.least, 1) * once + 1);
  return bounded(node.least * once + (node.most - node.least) * (once + 1));
}

std::uint64_t states_of(const PatternNode& node) {
  if (node.kind == Kind::Repeat) return repeat_states(node);
  if (node.kind != Kind::Sequence && node.kind != Kind::Alternation) return 1;
  std::uint64_t sum = node.kind == Kind::Alternation ? node.parts.size() - 1 : 0;
  for (const PatternNode& part : node.parts) sum = bounded(sum + states_of(part));
  return sum;
}

}  // namespace

class PatternCompiler {
 public:
  static Pattern compile(const PatternNode& tree) {
    PatternCompiler compiler;
    const std::uint16_t end = compiler.add({Pattern::Operation::Match});
    compiler.pattern_.start_ = compiler.make(tree, end);
    return std::move(compiler.pattern_);
  }

 private:
  std::uint16_t add(Pattern::State state) {
    pattern_.states_.push_back(state);
    return static_cast<std::uint16_t>(pattern_.states_.size() - 1);
  }

  // Makes the states of `node`; returns the one to enter, after which `next` follows.
  std::uint16_t make(const PatternNode& node, std::uint16_t next) {
    switch (node.kind) {
      case Kind::CodePoint: return add({Pattern::Operation::CodePoint, next, 0, static_cast<std::uint32_t>(node.code_point)});
      case Kind::AnyButLineEnd: return add({Pattern::Operation::AnyButLineEnd, next});
      case Kind::Begin: return add({Pattern::Operation::Begin, next});
      case Kind::End: return add({Pattern::Operation::End, next});
      case Kind::Class: return make_class(node, next);
      case Kind::Sequence: return make_sequence(node, next);
      case Kind::Alternation: return make_alternation(node, next);
      case Kind::Repeat: return make_repeat(node, next);
    }
    return next;
  }

  std::uint16_t make_class(const PatternNode& node, std::uint16_t next) {
    const auto [known, is_new] = class_of_.try_emplace(&node, static_cast<std::uint32_t>(pattern_.classes_.size()));
    if (is_new) pattern_.classes_.push_back(node.ranges);
    return add({Pattern::Operation::Class, next, 0, known->second});
  }

  std::uint16_t make_sequence(const PatternNode& node, std::uint16_t next) {
    for (auto part = node.parts.rbegin(); part != node.parts.rend(); ++part) next = make(*part, next);
    return next;
  }

  std::uint16_t make_alternation(const PatternNode& node, std::uint16_t next) {
    std::uint16_t entry = make(node.parts.back(), next);
    for (auto part = std::next(node.parts.rbegin()); part != node.parts.rend(); ++part) {
      const std::uint16_t first = make(*part, next);
      entry = add({Pattern::Operation::Split, first, entry});
    }
    return entry;
  }

  std::uint16_t make_repeat(const PatternNode& node, std::uint16_t next) {
    const PatternNode& body = node.parts.front();
    std::uint32_t required = node.least;
    if (node.most == PatternNode::kUnbounded) {
      const std::uint16_t again = add({Pattern::Operation::Split, 0, next});
      const std::uint16_t once = make(body, again);
      pattern_.states_[again].next = once;
      next = required > 0 ? once : again;  // The loop's body serves as the last required round.
      required -= std::min(required, 1U);
    } else {
      for (std::uint32_t i = node.least; i < node.most; ++i) next = make_optional(body, next);
    }
    for (std::uint32_t i = 0; i < required; ++i) next = make(body, next);
    return next;
  }

  std::uint16_t make_optional(const PatternNode& body, std::uint16_t next) {
    const std::uint16_t once = make(body, next);
    return add({Pattern::Operation::Split, once, next});
  }

  Pattern pattern_;
  std::map<const PatternNode*, std::uint32_t> class_of_;  // Repeated parts share their class.
};

Result<Pattern> Pattern::compile(std::string_view pattern) {
  const Result<PatternNode> tree = parse_pattern(pattern);
  if (!tree) return fail(tree.error());
  if (states_of(*tree) + 1 > kMaxStates) return fail(Error::Exhausted, static_cast<std::int32_t>(pattern.size()));
  return PatternCompiler::compile(*tree);
}

}  // namespace saki
