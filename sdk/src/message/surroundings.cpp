// SPDX-License-Identifier: Apache-2.0
#include "saki/surroundings.h"

#include <algorithm>

#include "context/data_path.h"
#include "context/worker_context.h"
#include "context/worker_list.h"
#include "saki/base/check.h"
#include "saki/http_error.h"
#include "saki/loop/loop.h"

namespace saki {
namespace {

// The object of that type in a list of few; null where there is none.
template <class Entries>
auto find_entry(const Entries& entries, TypeKey key) noexcept -> decltype(&*entries.begin()) {
  const auto found = std::find_if(entries.begin(), entries.end(), [key](const auto& entry) { return entry.first == key; });
  return found != entries.end() ? &*found : nullptr;
}

}  // namespace

void detail::raise_unfinished(const Error& error) {
  if (error == Error::Cancelled) throw Cancelled();
  throw ServiceUnavailable("Too much work waits already");
}

LogStream& Surroundings::log() const noexcept { return *context_.service.log; }
BlockingPool& Surroundings::blocking() const noexcept { return context_.blocking; }
Loop& Surroundings::loop() const noexcept { return context_.loop; }
Timestamp Surroundings::now() const noexcept { return loop().clock().wall(); }
const std::string& Surroundings::data_dir() const noexcept { return context_.service.data_dir; }
std::string Surroundings::data_path(std::string_view path) const { return saki::data_path(data_dir(), path); }
Surroundings& Surroundings::of_worker() const noexcept { return context_.surroundings; }

void* Surroundings::find_package(TypeKey key) const noexcept {
  const auto* const found = find_entry(context_.service.packages, key);
  SAKI_CHECK(found != nullptr, "a package that the service was not composed with");
  return found->second;
}

void* Surroundings::find_per_worker(TypeKey key) const noexcept {
  const auto* const found = find_entry(context_.globals, key);
  SAKI_CHECK(found != nullptr, "an object per worker that the service was not composed with");
  return found->second.get();
}

TaskScope& Surroundings::spawning() const {
  if (context_.spawned.running() >= context_.service.spawned_tasks) throw ServiceUnavailable("Too much goes on beside requests already");
  return context_.spawned;
}

void Surroundings::on_all_workers(std::function<void(Surroundings&)> call) const { context_.service.workers->post(call); }

}  // namespace saki
