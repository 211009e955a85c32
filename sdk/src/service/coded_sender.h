// SPDX-License-Identifier: Apache-2.0
//
// Giving an answer in a content coding.
#pragma once

#include "saki/http/encoder_pool.h"
#include "saki/response.h"

namespace saki {

class Request;

// Answers HEAD as if the content were coded.
[[nodiscard]] Task<> send_coded_head(Request& request, Response response);

// Content at hand of any size: what would hold up the loop is left to a thread of the pool. When that has no room it goes as it is.
[[nodiscard]] Task<> send_coded_text(Request& request, Response response, http::EncoderPool::Lease lease);

// Content that is yet to be made.
[[nodiscard]] Task<> send_coded_stream(Request& request, Response response, http::EncoderPool::Lease lease);

}  // namespace saki
