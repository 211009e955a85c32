// SPDX-License-Identifier: Apache-2.0
#include "saki/client_socket.h"

#include "client_fixture.h"

namespace saki {
namespace {

using ClientSocketTest = ClientTest;
using Numbers = std::vector<std::int64_t>;

Reply socket_with(std::string frames) { return {.bytes = std::move(frames), .opens_socket = true}; }

// The code in the close frame of a client, the only frame in `bytes`: masked (RFC 6455 section 5.2).
int close_code(std::string_view bytes) {
  if (bytes.size() < 8 || bytes[0] != '\x88') return 0;
  const auto unmasked = [&](std::size_t at) { return static_cast<unsigned char>(bytes[6 + at] ^ bytes[2 + at]); };
  return unmasked(0) << 8 | unmasked(1);
}

template <class Socket>
Task<ClientErrorKind> refusal(HttpClient& http, std::string url) {
  Socket socket = co_await Socket::open(http, std::move(url));
  try {
    static_cast<void>(co_await socket.next());
  } catch (const ClientError& error) {
    co_return error.kind();
  }
  co_return ClientErrorKind::Invalid;
}

class RefusedMessage : public ClientSocketTest {
 protected:
  template <class Socket>
  int code_for(const std::string& frame) {
    server_.script({socket_with(frame)});
    EXPECT_EQ(client_.wait(refusal<Socket>(client_.http(), server_.url())), ClientErrorKind::Content);
    while (server_.asked().size() < 2) std::this_thread::yield();
    return close_code(server_.asked().at(1));
  }
};

TEST_F(RefusedMessage, OfTheWrongKindIsClosedWithUnsupported) {
  EXPECT_EQ(code_for<ClientSocket<Text>>("\x82\x01x"), 1003);
  EXPECT_EQ(code_for<ClientSocket<Numbers>>("\x82\x01x"), 1003);
  EXPECT_EQ(code_for<ClientSocket<Binary>>("\x81\x01x"), 1003);
}

TEST_F(RefusedMessage, OfWrongContentIsClosedWithInvalidContent) {
  EXPECT_EQ(code_for<ClientSocket<Numbers>>("\x81\x01x"), 1007);
  EXPECT_EQ(code_for<ClientSocket<Numbers>>("\x81\x02{}"), 1007);
}

}  // namespace
}  // namespace saki
