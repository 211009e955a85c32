// SPDX-License-Identifier: Apache-2.0
//
// Handlers whose file is not there yet: they answer 501.
// Made by saki from service.yaml. Do not edit: it is made again whenever that changes.
#include "handlers.h"

saki::Task<Nested> handlers::check_nested(saki::Request& /*request*/, std::vector<Nested> /*body*/) {
  throw saki::NotImplemented("src/check_nested.cpp is not written yet");
}
