// SPDX-License-Identifier: Apache-2.0
//
// Giving an answer as it is, by the kind of its content. A client that has left is no error; an answer that fails once begun is broken off,
// one that fails before is another answer.
#pragma once

#include "saki/response.h"

namespace saki {

class CodedContent;
class Request;

[[nodiscard]] Task<> send_text(Request& request, Response response);
[[nodiscard]] Task<> send_file(Request& request, Response response);  // 404 where there is none, 503 when nobody is free to open it.
[[nodiscard]] Task<> send_stream(Request& request, Response response);

// Runs the coroutine that makes the content of `response`, and ends the answer however that ends.
[[nodiscard]] Task<> write_stream(Request& request, Response& response, CodedContent& coded);

}  // namespace saki
