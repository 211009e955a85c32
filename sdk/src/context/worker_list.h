// SPDX-License-Identifier: Apache-2.0
//
// WorkerList: the workers of a service that live, for what is said to all of them.
#pragma once

#include <functional>
#include <mutex>
#include <vector>

namespace saki {

class Surroundings;
class WorkerContext;

class WorkerList {  // Affinity: any.
 public:
  void add(WorkerContext& worker);
  void remove(WorkerContext& worker) noexcept;

  // Calls a copy of `call` in the loop of each worker, soon. What it throws is logged there.
  void post(const std::function<void(Surroundings&)>& call);

 private:
  std::mutex mutex_;
  std::vector<WorkerContext*> workers_;
};

}  // namespace saki
