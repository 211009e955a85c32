// SPDX-License-Identifier: Apache-2.0
#include "http/field_lines.h"

#include <gtest/gtest.h>

namespace saki::http {
namespace {

bool is_trailer(std::string_view name, std::string_view value = "a") {
  const Field field{name, value};
  return are_trailers({&field, 1});
}

TEST(FieldLines, AreWrittenInOrderWithAnEmptyLineBehind) {
  const Field fields[] = {{"A", "b"}, {"C", ""}};
  EXPECT_EQ(with_field_lines("0\r\n", fields), "0\r\nA: b\r\nC: \r\n\r\n");
  EXPECT_EQ(with_field_lines("0\r\n", {}), "0\r\n\r\n");
}

TEST(Trailers, WhatSaysHowToReadTheAnswerIsRefused) {
  for (const char* name : {"Content-Length", "Transfer-Encoding", "Connection", "Date", "content-type", "Content-Encoding", "Content-Range",
                           "Trailer", "TE", "Upgrade", "Host", "Set-Cookie", "WWW-Authenticate", "Cache-Control", "Vary", "Location"}) {
    EXPECT_FALSE(is_trailer(name)) << name;
  }
  EXPECT_TRUE(is_trailer("Content-Digest"));
  EXPECT_TRUE(is_trailer("Server-Timing"));
}

TEST(Trailers, TheyCannotSplitAnAnswer) {
  EXPECT_FALSE(is_trailer("X", "a\r\n\r\nHTTP/1.1 200 OK"));
  EXPECT_FALSE(is_trailer("X\r\nY"));
  EXPECT_FALSE(is_trailer(""));
}

}  // namespace
}  // namespace saki::http
