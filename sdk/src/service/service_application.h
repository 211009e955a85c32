// SPDX-License-Identifier: Apache-2.0
//
// ServiceApplication: a started service as a server's workers run it.
#pragma once

#include "saki/server/application.h"
#include "service/runtime.h"

namespace saki {

class ServiceApplication final : public Application {  // Affinity: any, once attached.
 public:
  // Sockets open before packages start, so that a port in use is told first and a package's threads inherit the blocked signals: the
  // runtime comes later, but before the workers.
  void attach(Runtime& runtime) noexcept { runtime_ = &runtime; }

  [[nodiscard]] std::unique_ptr<WorkerApplication> make_worker(Worker& worker) override;

 private:
  Runtime* runtime_ = nullptr;
};

}  // namespace saki
