// SPDX-License-Identifier: Apache-2.0
//
// The errors of kitchen-sink: thrown by handlers, answered as problem documents.
// Made by saki from service.yaml. Do not edit: it is made again whenever that changes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "saki/http_error.h"
#include "types.h"

namespace kitchen::sink {

// 409: Sold out
class OutOfStock : public saki::HttpError {
 public:
  OutOfStock(std::int32_t left, std::optional<Colour> colour, std::string detail = {});
};

// 418
class Teapot : public saki::HttpError {
 public:
  explicit Teapot(std::string detail = {});
};

}  // namespace kitchen::sink
