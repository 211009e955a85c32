// SPDX-License-Identifier: Apache-2.0
//
// SupervisedApplication: an application whose workers' loops are watched by a supervisor.
#pragma once

#include "saki/process/supervised.h"
#include "saki/server/application.h"

namespace saki {

class SupervisedApplication final : public Application {  // Affinity: any.
 public:
  // Both outlive this. A worker's heart beats from when its application has started until it ends.
  SupervisedApplication(Application& application, Supervised& supervised) noexcept : application_(application), supervised_(supervised) {}

  [[nodiscard]] std::unique_ptr<WorkerApplication> make_worker(Worker& worker) override;

 private:
  Application& application_;
  Supervised& supervised_;
};

}  // namespace saki
