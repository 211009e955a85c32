// SPDX-License-Identifier: Apache-2.0
//
// run_job: a job of the service under test, now.
//
//   run_job(client.raw(), "purge");
#pragma once

#include <string>

namespace saki {

class TestClient;

// Runs it, its retries included, and waits for its end; `arguments` is JSON. Throws what the last attempt threw.
void run_job(TestClient& client, std::string job, std::string arguments = {});

}  // namespace saki
