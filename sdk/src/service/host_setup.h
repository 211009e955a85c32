// SPDX-License-Identifier: Apache-2.0
//
// From virtual hosts as they were configured to what serves them: their folders become mounts of the service, their pages are
// read.
#pragma once

#include "context/service_context.h"
#include "host/virtual_hosts.h"
#include "saki/base/diagnostics.h"
#include "saki/log/log.h"

namespace saki {

// Their access logs are opened in `log`, which outlives them. What is missing is told to `diagnostics`.
void set_up_hosts(VirtualHosts& hosts, ServiceContext& context, Log& log, Diagnostics& diagnostics);

}  // namespace saki
