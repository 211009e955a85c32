// SPDX-License-Identifier: Apache-2.0
//
// JobHandler: what runs a job: a function of JobRun& that gives Task<>, or a plain one.
#pragma once

#include <functional>
#include <type_traits>
#include <utility>

#include "saki/job_run.h"
#include "saki/task/task.h"

namespace saki {

class JobHandler {  // Affinity: frozen.
 public:
  template <class F>
    requires std::is_invocable_v<F&, JobRun&>
  JobHandler(F function) {  // NOLINT(google-explicit-constructor): a function is a handler.
    using Given = std::invoke_result_t<F&, JobRun&>;
    if constexpr (std::is_void_v<Given>) {
      call_ = [function = std::move(function)](JobRun& run) -> Task<> {
        function(run);
        return {};
      };
    } else {
      static_assert(std::is_same_v<Given, Task<>>, "a job's handler gives Task<>, or nothing");
      call_ = std::move(function);
    }
  }

  [[nodiscard]] Task<> operator()(JobRun& run) const { return call_(run); }

 private:
  std::function<Task<>(JobRun&)> call_;
};

}  // namespace saki
