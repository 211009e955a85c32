// SPDX-License-Identifier: Apache-2.0
#include "redis_store.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "saki/gcra.h"
#include "saki/task/with_timeout.h"
#include "store_scripts.h"

namespace saki {
namespace {

StoreErrorKind kind_of(const RedisError& error) noexcept {
  switch (error.kind()) {
    case RedisErrorKind::Timeout: return StoreErrorKind::Timeout;
    case RedisErrorKind::Cancelled: return StoreErrorKind::Cancelled;
    case RedisErrorKind::Exhausted: return StoreErrorKind::Exhausted;
    case RedisErrorKind::Closed: return StoreErrorKind::Closed;
    case RedisErrorKind::TooLarge: return StoreErrorKind::TooLarge;
    case RedisErrorKind::Unavailable:
    case RedisErrorKind::Lost:
    case RedisErrorKind::Protocol: return StoreErrorKind::Unavailable;
    case RedisErrorKind::Refused: return error.code() == "OOM" ? StoreErrorKind::Full : StoreErrorKind::Unavailable;
    default: return StoreErrorKind::Other;
  }
}

std::unexpected<StoreError> failure(const RedisError& error) { return std::unexpected(StoreError(kind_of(error), error.what(), "redis")); }

const char* word_of(StoreOperationKind kind) noexcept {
  switch (kind) {
    case StoreOperationKind::Get: return "get";
    case StoreOperationKind::Set: return "set";
    case StoreOperationKind::Add: return "add";
    case StoreOperationKind::CompareAndSet: return "compare_and_set";
    case StoreOperationKind::CompareAndRemove: return "compare_and_remove";
    case StoreOperationKind::Increment: return "increment";
    case StoreOperationKind::Append: return "append";
    case StoreOperationKind::Expire: return "expire";
    case StoreOperationKind::Remove: return "remove";
    case StoreOperationKind::Throttle: return "throttle";
  }
  return "";
}

// What is over already is over in a moment: for the scripts nothing and less are for good.
std::int64_t milliseconds_up(Duration ttl) {
  return ttl < Duration::zero() ? 1 : std::chrono::ceil<std::chrono::milliseconds>(ttl).count();
}

void add_to(RedisCommand& command, const StoreOperation& operation) {
  const std::int64_t period = operation.rate ? operation.rate->period().count() : 0;
  const std::int64_t window = operation.rate ? operation.rate->window().count() : 0;
  command.add(word_of(operation.kind)).add(operation.key).add(operation.value).add(operation.expected).add(operation.number);
  command.add(milliseconds_up(operation.ttl)).add(period).add(window);
}

// The script let it pass by the same arithmetic.
RateVerdict verdict_of(const StoreOperation& operation, std::int64_t ahead) {
  Gcra gcra{Gcra::Instant(ahead)};
  return gcra.admit(*operation.rate, Gcra::Instant(0), static_cast<std::uint32_t>(operation.number));
}

StoreResult<StoreAnswer> answer_of(const StoreOperation& operation, RedisReply&& reply) {
  if (reply.has_elements() && reply.size() == 2) {
    const auto kind = reply[0].text() == "invalid" ? StoreErrorKind::Invalid : StoreErrorKind::TooLarge;
    return std::unexpected(StoreError(kind, reply[1].text(), "redis"));
  }
  switch (operation.kind) {
    case StoreOperationKind::Get: return StoreAnswer(reply.is_nil() ? StoreAnswer::Text() : StoreAnswer::Text(reply.take_text()));
    case StoreOperationKind::Set: return StoreAnswer();
    case StoreOperationKind::Increment:
    case StoreOperationKind::Append:
    case StoreOperationKind::Throttle: {
      const auto number = RedisValue<std::int64_t>::from(std::move(reply));
      if (!number) return failure(number.error().of("EVALSHA"));
      return operation.kind == StoreOperationKind::Throttle ? StoreAnswer(verdict_of(operation, *number)) : StoreAnswer(*number);
    }
    default: return StoreAnswer(reply.integer() != 0);
  }
}

// The least text that is beyond all that begin with `prefix`, as ZRANGEBYLEX has it.
std::string bound_behind(std::string prefix) {
  while (!prefix.empty() && prefix.back() == '\xff') prefix.pop_back();
  if (prefix.empty()) return "+";
  ++prefix.back();
  return "(" + prefix;
}

}  // namespace

RedisStore::RedisStore(Redis& redis, const std::string& base, StoreOptions options)
    : StoreEngine(std::move(options)),
      redis_(redis),
      values_(base + ":k:"),
      keys_(base + ":keys"),
      expiry_(base + ":expiry"),
      channel_(base + ":events") {}

// --- operations

Task<StoreResult<StoreAnswer>> RedisStore::carry_out(StoreOperation operation) {
  if (operation.kind == StoreOperationKind::Get) {
    auto text = co_await redis_.trying_within(options().call_timeout).get(values_ + operation.key);
    if (!text) co_return failure(text.error());
    co_return StoreAnswer(*std::move(text));
  }
  std::vector<StoreOperation> operations;
  operations.push_back(std::move(operation));
  StoreResult<StoreAnswers> answers = co_await carry_out_all(std::move(operations));
  if (!answers) co_return std::unexpected(std::move(answers.error()));
  co_return std::move(answers->front());
}

Task<StoreResult<StoreAnswers>> RedisStore::carry_out_all(std::vector<StoreOperation> operations) {
  RedisCommand command = RedisKeys(keys_, expiry_).command(store_operations_script().digest());
  command.add(values_).add(channel_).add(options().value_bytes);
  for (const StoreOperation& operation : operations) add_to(command, operation);
  auto replies = co_await redis_.trying_within(options().call_timeout).run<RedisReply>(store_operations_script(), std::move(command));
  if (!replies) co_return failure(replies.error());
  if (replies->size() != operations.size()) {
    co_return std::unexpected(StoreError(StoreErrorKind::Other, "the server gave another number of answers", "redis"));
  }
  StoreAnswers answers;
  for (std::size_t index = 0; index < operations.size(); ++index) {
    answers.push_back(answer_of(operations[index], std::move(replies->elements()[index])));
  }
  co_return answers;
}

Task<StoreResult<StorePage>> RedisStore::read_page(StoreScan scan) {
  const bool begun = scan.after >= scan.prefix && !scan.after.empty();
  RedisCommand command = RedisKeys(keys_, expiry_).command(store_page_script().digest());
  command.add(values_).add(begun ? "(" + scan.after : "[" + scan.prefix).add(bound_behind(scan.prefix));
  command.add(scan.limit).add(options().page_bytes);
  auto texts = co_await redis_.trying_within(options().call_timeout).run<std::vector<std::string>>(store_page_script(), std::move(command));
  if (!texts) co_return failure(texts.error());
  StorePage page;
  if (!texts->empty()) page.next = std::move(texts->front());
  for (std::size_t index = 1; index + 1 < texts->size(); index += 2) {
    page.entries.emplace_back(std::move((*texts)[index]), std::move((*texts)[index + 1]));
  }
  co_return page;
}

// --- watches

Task<StoreResult<StoreWatch>> RedisStore::begin_watch(StoreTopic topic) {
  StoreListener* const listener = listener_here();
  if (listener == nullptr) co_return std::unexpected(StoreError(StoreErrorKind::Closed, "no worker of the store is here", "redis"));
  if (watch_count() >= options().watch_count) {
    co_return std::unexpected(StoreError(StoreErrorKind::Exhausted, "as many watch the store already as watch_count allows", "redis"));
  }
  try {
    Task<StoreResult<StoreWatch>> joining = listener->watch(std::move(topic));
    auto watch = co_await with_timeout(options().call_timeout, std::move(joining));
    if (watch) co_return *std::move(watch);
    co_return std::unexpected(StoreError(StoreErrorKind::Timeout, "the subscription was not confirmed in time", "redis"));
  } catch (const RedisError& error) {
    co_return failure(error);
  } catch (const Cancelled&) {
    co_return std::unexpected(StoreError(StoreErrorKind::Cancelled, "the wait for the subscription was cancelled", "redis"));
  }
}

void RedisStore::start_worker(Loop& loop) {
  const std::lock_guard lock(mutex_);
  listeners_.push_back(std::make_unique<StoreListener>(loop, redis_, channel_, options()));
}

void RedisStore::stop_worker(Loop& loop) noexcept {
  if (StoreListener* const listener = listener_here(); listener != nullptr && &listener->loop() == &loop) listener->close();
}

StoreListener* RedisStore::listener_here() noexcept {
  const std::lock_guard lock(mutex_);
  const auto found = std::ranges::find(listeners_, Loop::current(), [](const auto& each) { return &each->loop(); });
  return found != listeners_.end() ? found->get() : nullptr;
}

std::size_t RedisStore::watch_count() noexcept {
  const std::lock_guard lock(mutex_);
  std::size_t count = 0;
  for (const auto& listener : listeners_) count += listener->count();
  return count;
}

// --- provider

std::unique_ptr<StoreEngine> RedisStoreProvider::open_store(std::string_view name, const StoreOptions& options, Diagnostics&) {
  return std::make_unique<RedisStore>(redis_, base_ + std::string(name), options);
}

}  // namespace saki
