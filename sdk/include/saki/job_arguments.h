// SPDX-License-Identifier: Apache-2.0
//
// job_arguments<T>: what a run of a job was given, as its type. Generated code calls it.
#pragma once

#include "saki/glue.h"
#include "saki/http_error.h"
#include "saki/job_run.h"
#include "saki/validation_failed.h"

namespace saki {

// Of nothing given, the defaults. Throws BadRequest for what is no JSON, and ValidationFailed for what breaks T's rules: such a run is not
// tried again.
template <class T>
[[nodiscard]] T job_arguments(JobRun& run) {
  try {
    T arguments;
    Violations violations;
    decode_body(run.arguments().empty() ? std::string_view("{}") : run.arguments(), arguments, violations);
    if (!violations.empty()) throw ValidationFailed(violations);
    return arguments;
  } catch (const HttpError&) {
    run.refuse_arguments();
    throw;
  }
}

}  // namespace saki
