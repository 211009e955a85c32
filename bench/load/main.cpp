// SPDX-License-Identifier: Apache-2.0
//
// load: a load generator with weighttp's flags and summary, cheap enough never to be what is measured. `load -h` explains itself.
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "client.h"
#include "summary.h"

namespace {

using namespace load;

void raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  static_cast<void>(::setrlimit(RLIMIT_NOFILE, &limit));
}

// Thread `number` of `options.threads`; the first ones take what does not divide.
Share share_of(const Options& options, unsigned number) {
  const auto part = [&](auto whole) {
    return static_cast<decltype(whole)>(whole / options.threads + (number < whole % options.threads ? 1 : 0));
  };
  return {part(options.request_count), part(options.concurrency), number};
}

Outcome merge(const std::vector<Outcome>& outcomes) {
  Outcome all = outcomes.front();
  for (std::size_t i = 1; i < outcomes.size(); ++i) {
    all.tally.merge(outcomes[i].tally);
    all.own += outcomes[i].own;
    all.elapsed = std::max(all.elapsed, outcomes[i].elapsed);
  }
  return all;
}

void wait_for_end_of_input() {
  std::puts("holding");
  std::fflush(stdout);
  while (std::getchar() != EOF) continue;
}

}  // namespace

int main(int count, char** arguments) {
  raise_descriptor_limit();
  const Options options = Options::read(count, arguments);
  const Tape tape(options.requests, options.pipeline, options.seed);
  std::optional<Tape> echoes;
  if (!options.echoes.empty()) echoes.emplace(options.echoes, options.pipeline, options.seed);

  std::vector<std::unique_ptr<Client>> clients;
  for (unsigned i = 0; i < options.threads; ++i)
    clients.push_back(std::make_unique<Client>(options, tape, echoes ? &*echoes : nullptr, share_of(options, i)));
  std::vector<Outcome> outcomes(options.threads);
  std::vector<std::thread> threads;
  for (unsigned i = 1; i < options.threads; ++i) threads.emplace_back([&, i] { outcomes[i] = clients[i]->run(); });
  outcomes[0] = clients[0]->run();
  for (std::thread& thread : threads) thread.join();

  const Outcome outcome = merge(outcomes);
  const bool right = outcome.tally.failed == 0 && outcome.tally.errored == 0 && outcome.tally.succeeded > 0;
  if (options.hold && right) wait_for_end_of_input();
  if (options.json) {
    print_json(outcome);
  } else {
    print_summary(outcome, options.request_count);
  }
  return right ? 0 : 1;
}
