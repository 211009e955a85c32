// SPDX-License-Identifier: Apache-2.0
//
// The least that the stack can be asked to do: every request is answered with the same thirteen bytes, below router and SDK. What it
// costs is what the stack costs.
//
//   hello_server 127.0.0.1:8080
//   hello_server tls://127.0.0.1:8443 certificate.pem key.pem
#include <cstdio>

#include "saki/server/server.h"

namespace {

using namespace saki;

class HelloWorker final : public WorkerApplication, private http::Handler {
 public:
  http::Handler& handler() noexcept override { return *this; }

 private:
  Task<> handle(http::Exchange& exchange) override {
    static constexpr http::Field kType{"Content-Type", "text/plain"};
    const http::ResponseHead head{http::Status::Ok, {&kType, 1}};
    static_cast<void>(exchange.try_respond(head, as_bytes("Hello, World!")));
    return {};
  }
};

class Hello final : public Application {
 public:
  std::unique_ptr<WorkerApplication> make_worker(Worker&) override { return std::make_unique<HelloWorker>(); }
};

}  // namespace

int main(int count, char** arguments) {
  const auto place = ListenPlace::parse(count > 1 ? arguments[1] : "");
  if (!place || count != (place->tls ? 4 : 2)) {
    std::fputs("usage: hello_server HOST:PORT | tls://HOST:PORT CERTIFICATE KEY\n", stderr);
    return 2;
  }
  Hello application;
  Log log;
  Diagnostics diagnostics;
  ServerOptions options;
  options.listen = {*place};
  if (place->tls) options.tls.main.identities = {{.certificate = arguments[2], .key = arguments[3]}};
  options.workers = 1;
  const auto server = Server::open(std::move(options), application, log, diagnostics);
  if (server == nullptr) {
    std::fputs(diagnostics.text().c_str(), stderr);
    return 1;
  }
  return server->run();
}
