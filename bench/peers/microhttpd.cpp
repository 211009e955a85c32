// SPDX-License-Identifier: Apache-2.0
//
// A peer: GNU libmicrohttpd with its own thread on epoll. `microhttpd PORT`
#include <microhttpd.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>

#include <unistd.h>

namespace {

// Called once with the head and once with the end of the request; answering at the head would end a pipelined connection.
MHD_Result answer(void*, MHD_Connection* connection, const char* url, const char*, const char*, const char*, std::size_t*, void** place) {
  if (*place == nullptr) {
    *place = connection;
    return MHD_YES;
  }
  static char hello[] = "Hello, World!";
  static char json[] = R"({"message":"Hello, World!"})";
  char* const content = std::strcmp(url, "/json") == 0 ? json : hello;
  MHD_Response* const response = MHD_create_response_from_buffer(std::strlen(content), content, MHD_RESPMEM_PERSISTENT);
  MHD_add_response_header(response, "Content-Type", content == json ? "application/json" : "text/plain");
  const MHD_Result result = MHD_queue_response(connection, MHD_HTTP_OK, response);
  MHD_destroy_response(response);
  return result;
}

}  // namespace

int main(int count, char** arguments) {
  const auto port = static_cast<std::uint16_t>(count == 2 ? std::strtoul(arguments[1], nullptr, 10) : 0);
  MHD_Daemon* const daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD, port, nullptr, nullptr, &answer, nullptr,  //
                                              MHD_OPTION_CONNECTION_LIMIT, 19000U, MHD_OPTION_LISTEN_BACKLOG_SIZE, 4096U, MHD_OPTION_END);
  if (daemon == nullptr) return 1;
  for (;;) ::pause();
}
