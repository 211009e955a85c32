// SPDX-License-Identifier: Apache-2.0
//
// One function for each production of the grammar in <saki/pattern.h>. The first error ends the parse: `failed_` is then set.
#include <optional>
#include <string_view>

#include "pattern/pattern_class.h"
#include "pattern/pattern_tree.h"
#include "saki/base/utf8.h"
#include "text/hex.h"

namespace saki {
namespace {

constexpr std::string_view kSpecial = "^$\\.*+?()[]{}|";
constexpr char32_t kNothing = UINT32_MAX;

class Parser {
 public:
  explicit Parser(std::string_view pattern) noexcept : pattern_(pattern) {}

  Result<PatternNode> parse() {
    if (pattern_.empty() || !is_utf8(pattern_)) return fail(Error::Invalid);
    if (code_point_count(pattern_) > Pattern::kMaxCodePoints) return fail(Error::Exhausted);
    PatternNode node = alternation(0);
    if (!failed_ && !at_end()) fail_with(Error::Invalid);  // A `)` too many.
    if (failed_) return fail(*failed_);
    return node;
  }

 private:
  [[nodiscard]] bool at_end() const noexcept { return failed_.has_value() || at_ == pattern_.size(); }
  [[nodiscard]] bool next_is(char c) const noexcept { return !at_end() && pattern_[at_] == c; }
  bool take(std::string_view text) noexcept {
    if (failed_ || !pattern_.substr(at_).starts_with(text)) return false;
    at_ += text.size();
    return true;
  }
  void fail_with(BasicError code) noexcept {
    if (!failed_) failed_ = Error(code, static_cast<std::int32_t>(at_));
  }

  PatternNode alternation(std::size_t depth) {
    PatternNode node{PatternNode::Kind::Alternation};
    do node.parts.push_back(sequence(depth));
    while (take("|"));
    if (node.parts.size() > 1) return node;
    PatternNode only = std::move(node.parts.front());
    return only;
  }

  PatternNode sequence(std::size_t depth) {
    PatternNode node{PatternNode::Kind::Sequence};
    while (!at_end() && !next_is('|') && !next_is(')')) {
      if (take("^")) {
        node.parts.push_back({PatternNode::Kind::Begin});
      } else if (take("$")) {
        node.parts.push_back({PatternNode::Kind::End});
      } else {
        node.parts.push_back(quantified(atom(depth)));
      }
    }
    return node;
  }

  PatternNode atom(std::size_t depth) {
    if (take(".")) return {PatternNode::Kind::AnyButLineEnd};
    if (take("[")) return character_class();
    if (take("(")) return group(depth + 1);
    if (take("\\")) return escape();
    if (kSpecial.find(pattern_[at_]) != std::string_view::npos) fail_with(Error::Invalid);
    return {PatternNode::Kind::CodePoint, next_code_point(pattern_, at_)};
  }

  PatternNode group(std::size_t depth) {
    if (depth > Pattern::kMaxDepth) fail_with(Error::Exhausted);
    if (!take("?:") && next_is('?')) fail_with(Error::Invalid);  // Look-around and named groups.
    PatternNode node = alternation(depth);
    if (!take(")")) fail_with(Error::Invalid);
    return node;
  }

  PatternNode quantified(PatternNode node) {
    PatternNode repeat{PatternNode::Kind::Repeat};
    if (take("?")) {
      repeat.most = 1;
    } else if (take("*")) {
      repeat.most = PatternNode::kUnbounded;
    } else if (take("+")) {
      repeat.least = 1;
      repeat.most = PatternNode::kUnbounded;
    } else if (take("{")) {
      braces(repeat);
    } else {
      return node;
    }
    repeat.parts.push_back(std::move(node));
    return repeat;  // What follows cannot be a quantifier again: atom() refuses it.
  }

  void braces(PatternNode& repeat) {
    repeat.least = repeat.most = count();
    if (take(",")) repeat.most = next_is('}') ? PatternNode::kUnbounded : count();
    if (!take("}") || repeat.least > repeat.most) fail_with(Error::Invalid);
  }

  std::uint32_t count() {
    std::uint32_t value = 0;
    const std::size_t start = at_;
    for (; !at_end() && pattern_[at_] >= '0' && pattern_[at_] <= '9'; ++at_) {
      value = value * 10 + static_cast<std::uint32_t>(pattern_[at_] - '0');
      if (value > Pattern::kMaxRepeat) fail_with(Error::Exhausted);
    }
    if (at_ == start) fail_with(Error::Invalid);
    return value;
  }

  PatternNode escape() {
    if (Pattern::Ranges ranges = class_letter(); !ranges.empty()) {
      PatternNode node{PatternNode::Kind::Class};
      node.ranges = std::move(ranges);
      return node;
    }
    return {PatternNode::Kind::CodePoint, escaped_code_point()};
  }

  // Takes one of d D w W s S; the empty set when something else stands there.
  Pattern::Ranges class_letter() {
    if (at_end()) return {};
    Pattern::Ranges ranges = escape_class(static_cast<unsigned char>(pattern_[at_]));
    if (!ranges.empty()) ++at_;
    return ranges;
  }

  // What stands behind a backslash and names one code point.
  char32_t escaped_code_point() {
    if (at_end()) {
      fail_with(Error::Invalid);
      return kNothing;
    }
    const char c = pattern_[at_];
    if (c == '/' || kSpecial.find(c) != std::string_view::npos) return static_cast<unsigned char>(pattern_[at_++]);
    constexpr std::string_view kLetters = "tnrfv";
    constexpr std::string_view kControls = "\t\n\r\f\v";
    if (const std::size_t letter = kLetters.find(c); letter != std::string_view::npos) {
      ++at_;
      return static_cast<unsigned char>(kControls[letter]);
    }
    return unicode_escape();
  }

  char32_t unicode_escape() {
    if (!take("u")) fail_with(Error::Invalid);
    char32_t value = 0;
    for (int i = 0; i < 4; ++i) {
      const int digit = at_end() ? -1 : text::hex_value(pattern_[at_]);
      if (digit < 0) fail_with(Error::Invalid);
      if (failed_) return kNothing;
      value = value * 16 + static_cast<char32_t>(digit);
      ++at_;
    }
    if (value >= 0xD800 && value <= 0xDFFF) fail_with(Error::Invalid);
    return value;
  }

  PatternNode character_class() {
    PatternNode node{PatternNode::Kind::Class};
    const bool negated = take("^");
    const std::size_t first = at_;
    while (!at_end() && !next_is(']')) class_item(node.ranges, at_ == first);
    if (node.ranges.empty() || !take("]")) fail_with(Error::Invalid);
    normalize(node.ranges);
    if (negated) node.ranges = complement(node.ranges);
    return node;
  }

  void class_item(Pattern::Ranges& ranges, bool first) {
    const bool hyphen = next_is('-');
    if (const Pattern::Ranges set = set_escape(); !set.empty()) {
      ranges.insert(ranges.end(), set.begin(), set.end());
      if (next_is('-') && !hyphen_is_last()) fail_with(Error::Invalid);
      return;
    }
    const char32_t low = class_single();
    if (hyphen && !first && !next_is(']')) fail_with(Error::Invalid);  // A bare `-` stands only first or last.
    char32_t high = low;
    if (next_is('-') && !hyphen_is_last()) {
      ++at_;
      high = class_single();
      if (high < low) fail_with(Error::Invalid);
    }
    ranges.push_back({low, high});
  }

  [[nodiscard]] bool hyphen_is_last() const noexcept { return pattern_.substr(at_).starts_with("-]"); }

  Pattern::Ranges set_escape() {
    if (!next_is('\\')) return {};
    ++at_;
    Pattern::Ranges set = class_letter();
    if (set.empty()) --at_;
    return set;
  }

  char32_t class_single() {
    if (at_end() || next_is(']')) {
      fail_with(Error::Invalid);
      return kNothing;
    }
    if (!take("\\")) return next_code_point(pattern_, at_);
    return take("-") ? U'-' : escaped_code_point();
  }

  std::string_view pattern_;
  std::size_t at_ = 0;
  std::optional<Error> failed_;
};

}  // namespace

Result<PatternNode> parse_pattern(std::string_view pattern) { return Parser(pattern).parse(); }

}  // namespace saki
