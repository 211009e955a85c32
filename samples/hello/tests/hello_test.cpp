// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "test_client.h"

TEST(Hello, GreetsTheWorld) {
  hello::Client client;
  const auto answer = client.hello();
  EXPECT_EQ(answer.status(), 200);
  EXPECT_EQ(answer.body(), "Hello, World!\n");
}
