// SPDX-License-Identifier: Apache-2.0
#include "saki/client_error.h"

#include "client_fixture.h"
#include "saki/remote_error.h"

namespace saki {
namespace {

using ClientErrorTest = ClientTest;

TEST_F(ClientErrorTest, NamesTheRequestWithoutItsQuery) {
  for (const char* behind : {"", "?api_key=secret", "?a=1&token=secret", "#access_token=secret", "?"}) {
    const ClientError error(ClientErrorKind::Timeout, "GET https://a.example/notes" + std::string(behind), "too late");
    EXPECT_EQ(error.request(), "GET https://a.example/notes") << behind;
    EXPECT_STREQ(error.what(), "GET https://a.example/notes: too late") << behind;
  }
}

TEST_F(ClientErrorTest, WhatAUrlHoldsInSecretComesIntoNoText) {
  Reply nonsense;
  nonsense.bytes = "nonsense\r\n\r\n";
  nonsense.then_close = true;
  server_.script({reply(500, "broke"), nonsense});
  const std::string url = server_.url("/notes?api_key=hush#hush");
  const ClientResponse answer = get(url);
  EXPECT_EQ(answer.url(), url);
  const std::string expected = "GET " + server_.url("/notes") + ": ";
  EXPECT_EQ(RemoteError(answer).what(), expected + "answered 500: broke");

  const auto error = failure({Method::Get, url});
  ASSERT_TRUE(error);
  EXPECT_EQ(std::string(error->what()).substr(0, expected.size()), expected);
  EXPECT_EQ(std::string(error->what()).find("hush"), std::string::npos) << error->what();
}

}  // namespace
}  // namespace saki
