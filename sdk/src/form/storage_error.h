// SPDX-License-Identifier: Apache-2.0
//
// What a failure to store an upload is answered with.
#pragma once

#include <string_view>

#include "saki/base/error.h"
#include "saki/http_error.h"
#include "saki/task/wait.h"

namespace saki {

// `place` is where it was to be stored.
[[noreturn]] inline void raise_storage_error(const Error& error, std::string_view place) {
  if (error == Error::Cancelled) throw Cancelled();
  if (error == Error::Exhausted) throw ServiceUnavailable("Too many uploads are being stored at the moment");
  throw HttpError(Status::InsufficientStorage, "The upload cannot be stored").cause(std::string(place) + ": " + error.text());
}

// What a pool made of work that has a result of its own.
template <class T>
T stored(Result<Result<T>> outcome, std::string_view place) {
  if (!outcome) raise_storage_error(outcome.error(), place);
  if (!*outcome) raise_storage_error(outcome->error(), place);
  if constexpr (!std::is_void_v<T>) return std::move(**outcome);
}

}  // namespace saki
