// SPDX-License-Identifier: Apache-2.0
//
// The jobs of kitchen-sink.
// Made by saki from service.yaml. Do not edit: it is made again whenever that changes.
#pragma once

namespace saki {
class Service;
}

namespace kitchen::sink {

void add_jobs(saki::Service& service);

}  // namespace kitchen::sink
