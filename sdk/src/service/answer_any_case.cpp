// SPDX-License-Identifier: Apache-2.0
#include "service/answer_any_case.h"

#include "context/error_answer.h"

namespace saki {

Task<Response> answer_any_case(Request& request, Next next) {
  Response response;
  try {
    response = co_await next(request);
  } catch (...) {
    response = error_answer(request);
  }
  co_return response;
}

}  // namespace saki
