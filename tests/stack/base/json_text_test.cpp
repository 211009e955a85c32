// SPDX-License-Identifier: Apache-2.0
#include "base/json_text.h"

#include <gtest/gtest.h>

namespace saki {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

TEST(JsonText, EscapesWhatTheGrammarDemandsInItsShortForm) {
  EXPECT_EQ(escaped("a\"b\\c\b\f\n\r\t"), R"("a\"b\\c\b\f\n\r\t")");
  EXPECT_EQ(escaped(std::string_view("\0\x01\x1f", 3)), R"("\u0000\u0001\u001f")");
  EXPECT_EQ(escaped("/é😀"), "\"/é😀\"");
}

TEST(JsonText, EscapesWhatSteersATerminalOrHidesText) {
  EXPECT_EQ(escaped("\x7f\xC2\x80\xC2\x9B\xE2\x80\xA8\xE2\x80\xA9\xE2\x80\xAE\xE2\x81\xA6\xEF\xBB\xBF"),
            R"("\u007f\u0080\u009b\u2028\u2029\u202e\u2066\ufeff")");
  EXPECT_EQ(escaped("\xC2\xA0"), "\"\xC2\xA0\"");  // A no-break space is shown.
}

TEST(JsonText, ReplacesEachByteThatIsNoUtf8) { EXPECT_EQ(escaped("a\xC3(\xFF"), "\"a\xEF\xBF\xBD(\xEF\xBF\xBD\""); }

}  // namespace
}  // namespace saki
