// SPDX-License-Identifier: Apache-2.0
#include "text/exception_text.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace saki::text {
namespace {

TEST(ExceptionText, IsWhatTheExceptionSays) {
  EXPECT_EQ(exception_text(std::make_exception_ptr(std::runtime_error("the disk is full"))), "the disk is full");
}

TEST(ExceptionText, OfWhatIsNoExceptionNothingIsKnown) { EXPECT_EQ(exception_text(std::make_exception_ptr(42)), "unknown"); }

}  // namespace
}  // namespace saki::text
