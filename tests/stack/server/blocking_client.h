// SPDX-License-Identifier: Apache-2.0
//
// BlockingClient: a connection that waits, for tests that have a thread to spare.
#pragma once

#include <string>
#include <string_view>

#include "saki/base/file_descriptor.h"
#include "saki/net/address.h"

namespace saki {

class BlockingClient {
 public:
  // `from`: the client's own end, if the kernel shall not choose. Throws where it cannot connect.
  explicit BlockingClient(const Address& address, const Address& from = {});

  void send(std::string_view bytes);
  void get(std::string_view path, std::string_view fields = {});  // Sends a request.
  [[nodiscard]] std::string receive_until(std::string_view end);  // Up to and with `end`, or all there is when the server ends it.
  [[nodiscard]] std::string receive_all();                        // Until the server ends the connection.
  [[nodiscard]] char receive_one();                               // One byte; 0 at the end.
  void half_close() noexcept;
  void reset() noexcept;  // Leaves without a farewell.
  [[nodiscard]] int descriptor() const noexcept { return socket_.get(); }

  // The whole answer to a request on a connection of its own.
  [[nodiscard]] static std::string ask(const Address& address, std::string_view path);

 private:
  FileDescriptor socket_;
};

}  // namespace saki
