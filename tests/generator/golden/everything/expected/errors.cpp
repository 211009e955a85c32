// SPDX-License-Identifier: Apache-2.0
//
// Made by saki from service.yaml. Do not edit: it is made again whenever that changes.
#include "errors.h"

#include <chrono>
#include <utility>

#include "saki/encode.h"

namespace kitchen::sink {

OutOfStock::OutOfStock(std::int32_t left, std::optional<Colour> colour, std::string detail)
    : HttpError(saki::Status{409}, std::move(detail)) {
  type("urn:problem-type:kitchen-sink:out-of-stock");
  title("Sold out");
  this->member_json("left", saki::encode(left, saki::JsonForm::Answer));
  if (colour) this->member_json("colour", saki::encode(*colour, saki::JsonForm::Answer));
  this->retry_after(std::chrono::seconds(90));
}

Teapot::Teapot(std::string detail)
    : HttpError(saki::Status{418}, std::move(detail)) {
  type("urn:problem-type:kitchen-sink:teapot");
}

}  // namespace kitchen::sink
