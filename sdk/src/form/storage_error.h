// SPDX-License-Identifier: Apache-2.0
//
// What a failure to store an upload is answered with.
#pragma once

#include "saki/base/error.h"
#include "saki/http_error.h"
#include "saki/task/wait.h"

namespace saki {

[[noreturn]] inline void raise_storage_error(const Error& error) {
  if (error == Error::Cancelled) throw Cancelled();
  if (error == Error::Exhausted) throw ServiceUnavailable("Too many uploads are being stored at the moment");
  throw HttpError(Status::InsufficientStorage, "The upload cannot be stored");
}

// What a pool made of work that has a result of its own.
template <class T>
T stored(Result<Result<T>> outcome) {
  if (!outcome) raise_storage_error(outcome.error());
  if (!*outcome) raise_storage_error(outcome->error());
  if constexpr (!std::is_void_v<T>) return std::move(**outcome);
}

}  // namespace saki
