// SPDX-License-Identifier: Apache-2.0
//
// tell_crash: what is to be known about a service process that did not end in order, into the log and into a report.
#pragma once

#include "process/service_end.h"
#include "process/service_process.h"
#include "process/supervisor_log.h"

namespace saki {

void tell_crash(SupervisorLog& log, const ServiceProcess& process, const ServiceEnd& end);

}  // namespace saki
