// SPDX-License-Identifier: Apache-2.0
#include "job/kept_entry.h"

#include "job/job_lease.h"
#include "saki/log/log_stream.h"

namespace saki {

Task<> KeptEntry::create(KeptRun run) {
  run_ = std::move(run);
  text_ = run_.text();
  co_await store_.set(key(), text_);
}

Task<bool> KeptEntry::read() {
  const StoreResult<std::optional<std::string>> text = co_await store_.try_get(key());
  if (!text) tell_store_error(log_, "the store does not tell a job's run", store_, text.error());
  if (!text || !*text) co_return false;
  text_ = **text;
  std::optional<KeptRun> run = KeptRun::parse(text_);
  if (!run) {
    static_cast<void>(co_await set_aside("it is not as this version keeps one"));
    co_return false;
  }
  run_ = std::move(*run);
  co_return true;
}

Task<bool> KeptEntry::write() {
  std::string text = run_.text();
  const StoreResult<bool> written = co_await store_.try_compare_and_set(key(), text_, text);
  text_ = std::move(text);
  co_return done("the store was not told of a job's attempt", written);
}

Task<bool> KeptEntry::remove() {
  const StoreResult<bool> removed = co_await store_.try_compare_and_remove(key(), text_);
  const bool gone = done("the store was not told that a job has ended: it will run again", removed);
  if (gone) runs_.remove();
  co_return gone;
}

Task<bool> KeptEntry::set_aside(std::string_view reason) {
  const std::string aside = std::string(kAsides) + id_;
  if (!runs_.add_aside()) {
    log_.error("a job is dropped: too many are set aside already",
               {{"key", store_.prefix() + key()}, {"reason", reason}, {"beyond", "jobs.durable"}});
    co_return co_await remove();
  }
  const StoreResult<void> put = co_await store_.try_set(aside, text_, kAside);
  if (!put) tell_store_error(log_, "a job was not set aside", store_, put.error());
  if (!put) co_return false;
  log_.error("a job is set aside: it is not tried again", {{"key", store_.prefix() + aside}, {"reason", reason}});
  co_return co_await remove();
}

bool KeptEntry::done(std::string_view otherwise, const StoreResult<bool>& result) const {
  if (!result) tell_store_error(log_, otherwise, store_, result.error());
  return result && *result;
}

}  // namespace saki
