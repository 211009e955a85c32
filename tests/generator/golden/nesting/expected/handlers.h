// SPDX-License-Identifier: Apache-2.0
//
// The handlers of nesting: declared here, written in src/.
// Made by saki from service.yaml. Do not edit: it is made again whenever that changes.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "saki/encode.h"
#include "saki/http_error.h"
#include "saki/request.h"
#include "saki/response.h"
#include "saki/sqlite.h"
#include "saki/task.h"
#include "saki/uuid.h"
#include "types.h"

namespace nesting {

// Each is defined in src/NAME.cpp, as `saki::Task<T>` or as a plain function that gives T. A definition that the compiler finds no
// declaration for has drifted: the one below is what the manifest asks for, and `saki fix` brings the definition up to it.
struct handlers {
  // POST /nested
  static saki::Task<Nested> check_nested(saki::Request& request, std::vector<Nested> body);
  // PUT /nested/{id:uuid}
  static std::map<std::string, std::vector<LeafWithoutWeights>> keep_nested(saki::Request& request, saki::Uuid id,
      Nested body);
};

}  // namespace nesting

using namespace nesting;  // So that the author's files can begin with their first line.
