// SPDX-License-Identifier: Apache-2.0
#include "handlers.h"
#include "saki/cookie.h"
#include "saki/invalid_field.h"

saki::Response handlers::reflect(saki::Request&, ReflectQuery query) {
  try {
    saki::Response response = saki::Response::text(query.value);
    response.header("X-Reflect", query.value).cookie(saki::Cookie("reflect", query.value));
    return response;
  } catch (const saki::InvalidField&) {
    throw saki::BadRequest("the value cannot stand in a header field");
  }
}
