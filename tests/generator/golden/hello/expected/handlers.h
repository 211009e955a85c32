// SPDX-License-Identifier: Apache-2.0
//
// The handlers of hello: declared here, written in src/.
// Made by saki from service.yaml. Do not edit: it is made again whenever that changes.
#pragma once

#include <string>

#include "saki/http_error.h"
#include "saki/request.h"
#include "saki/response.h"
#include "saki/task.h"

namespace hello {

// Each is defined in src/NAME.cpp, as `saki::Task<T>` or as a plain function that gives T. A definition that the compiler finds no
// declaration for has drifted: the one below is what the manifest asks for, and `saki fix` brings the definition up to it.
struct handlers {
  // GET /
  static std::string hello(saki::Request& request);
};

}  // namespace hello

using namespace hello;  // So that the author's files can begin with their first line.
