// SPDX-License-Identifier: Apache-2.0
#include "http/chunk_line.h"

#include <array>

#include "base/planted_bug.h"
#include "http/scan.h"

namespace saki::http {
namespace {

enum State : std::uint8_t {
  kFirst,       // Before the first digit.
  kSize,        // Behind a digit.
  kBlank,       // White space that only a `;` may follow.
  kNameStart,   // Behind `;`.
  kName,        // In the name of an extension.
  kNameEnd,     // White space behind a name.
  kValueStart,  // Behind `=`.
  kToken,       // In an unquoted value.
  kQuoted,      // Between quotes.
  kEscape,      // Behind a backslash between quotes.
  kQuoteEnd,    // Behind the closing quote.
  kReturn,      // Behind CR.
  kLine,        // Complete.
  kBad,
};
constexpr std::size_t kLiveStates = kLine;

enum Class : std::uint8_t { kDigit, kTchar, kSpace, kSemicolon, kEquals, kQuote, kBackslash, kVisible, kCr, kLf, kOther, kClasses };

constexpr State kBareLf = kBugPlanted ? kLine : kBad;

// The grammar: what each class of byte leads to.
constexpr std::array<std::array<State, kClasses>, kLiveStates> kNext{{
    // digit   tchar    space        ;            =            "         \        visible  CR       LF     other
    {kSize, kBad, kBad, kBad, kBad, kBad, kBad, kBad, kBad, kBad, kBad},                                         // kFirst
    {kSize, kBad, kBlank, kNameStart, kBad, kBad, kBad, kBad, kReturn, kBad, kBad},                              // kSize
    {kBad, kBad, kBlank, kNameStart, kBad, kBad, kBad, kBad, kBad, kBad, kBad},                                  // kBlank
    {kName, kName, kNameStart, kBad, kBad, kBad, kBad, kBad, kBad, kBad, kBad},                                  // kNameStart
    {kName, kName, kNameEnd, kNameStart, kValueStart, kBad, kBad, kBad, kReturn, kBad, kBad},                    // kName
    {kBad, kBad, kNameEnd, kNameStart, kValueStart, kBad, kBad, kBad, kBad, kBad, kBad},                         // kNameEnd
    {kToken, kToken, kValueStart, kBad, kBad, kQuoted, kBad, kBad, kBad, kBad, kBad},                            // kValueStart
    {kToken, kToken, kBlank, kNameStart, kBad, kBad, kBad, kBad, kReturn, kBareLf, kBad},                        // kToken
    {kQuoted, kQuoted, kQuoted, kQuoted, kQuoted, kQuoteEnd, kEscape, kQuoted, kBad, kBad, kBad},                // kQuoted
    {kQuoted, kQuoted, kQuoted, kQuoted, kQuoted, kQuoted, kQuoted, kQuoted, kBad, kBad, kBad},                  // kEscape
    {kBad, kBad, kBlank, kNameStart, kBad, kBad, kBad, kBad, kReturn, kBad, kBad},                               // kQuoteEnd
    {kBad, kBad, kBad, kBad, kBad, kBad, kBad, kBad, kBad, kLine, kBad},                                         // kReturn
}};

constexpr Class class_of(char byte) noexcept {
  switch (byte) {
    case ' ':
    case '\t': return kSpace;
    case ';': return kSemicolon;
    case '=': return kEquals;
    case '"': return kQuote;
    case '\\': return kBackslash;
    case '\r': return kCr;
    case '\n': return kLf;
    default: break;
  }
  if (scan::is(scan::kHex, byte)) return kDigit;
  if (scan::is(scan::kToken, byte)) return kTchar;
  return static_cast<unsigned char>(byte) < ' ' || byte == '\x7f' ? kOther : kVisible;
}

constexpr unsigned digit_value(char digit) noexcept { return static_cast<unsigned>(digit <= '9' ? digit - '0' : (digit | ' ') - 'a' + 10); }

}  // namespace

ChunkLine::Outcome ChunkLine::take(char byte) noexcept {
  if (state_ >= kLiveStates) return Outcome::Malformed;
  state_ = kNext[state_][class_of(byte)];
  if (state_ == kSize) {
    if (size_ >> 59 != 0) state_ = kBad;
    size_ = size_ * 16 + digit_value(byte);
  }
  if (state_ == kBad) return Outcome::Malformed;
  return state_ == kLine ? Outcome::Complete : Outcome::Incomplete;
}

}  // namespace saki::http
