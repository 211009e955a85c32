// SPDX-License-Identifier: Apache-2.0
//
// From files that were found to responses.
#pragma once

#include "saki/base/file_descriptor.h"
#include "saki/http/static_answer.h"
#include "saki/response.h"

namespace saki {

class Request;

// What a mount answers. Throws HttpError for a refusal, which is told as everywhere in a service.
[[nodiscard]] Response response_of(http::StaticAnswer answer);

// A handler's response once its file is open; 404 where there is no regular file. A plain 200 to GET and HEAD obeys the request's
// conditions and ranges, unless the handler has set ETag or Last-Modified and so speaks for the file itself; fields that it set go before
// the file's.
[[nodiscard]] Response answer_with_file(Request& request, Response response, FileDescriptor file);

}  // namespace saki
