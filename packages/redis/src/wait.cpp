// SPDX-License-Identifier: Apache-2.0
#include "saki/redis/wait.h"

#include "command_link.h"
#include "core.h"
#include "lease.h"
#include "pool.h"
#include "saki/base/diagnostics.h"

namespace saki {
namespace {

std::string milliseconds(Duration duration) {
  return std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(duration).count()) + " ms";
}

}  // namespace

RedisWait::~RedisWait() { withdraw(); }

bool RedisWait::start() {
  error_ = route_.lease ? route_.lease->submit(*this) : route_.core->submit(*this);
  if (!error_) return true;
  error_ = RedisError(error_->kind(), std::string(command(0).name()) + ": " + error_->what(), error_->code());
  detach();
  return false;
}

void RedisWait::withdraw() noexcept {
  if (link_ != nullptr) {
    link_->abandon(*this);
  } else if (pool_ != nullptr) {
    pool_->withdraw(*this);
  } else {
    unlink();  // Of those that a pool is about to end.
  }
}

void RedisWait::end() noexcept {
  link_ = nullptr;
  complete();
}

void RedisWait::fail(const RedisError& error) noexcept {
  error_ = RedisError(error.kind(), std::string(command(0).name()) + ": " + error.what(), error.code());
  end();
}

void RedisWait::fail_late() noexcept { fail(RedisError(RedisErrorKind::Timeout, "no reply within " + milliseconds(route_.limit))); }

std::optional<RedisError> RedisWait::failure() const {
  if (was_cancelled()) return RedisError(RedisErrorKind::Cancelled, std::string(command(0).name()) + ": the call was cancelled");
  return error_;
}

void RedisWait::throw_failure() const {
  if (was_cancelled()) throw Cancelled();
  if (error_) throw *error_;
}

std::optional<RedisError> RedisSingle::outcome() const {
  if (auto error = failure()) return error;
  if (reply_.is_error()) return redis_refusal(reply_, name());
  return std::nullopt;
}

// What an unknown command was given stands in the server's text, and stays out of ours.
RedisError redis_refusal(const RedisReply& reply, std::string_view command) {
  const std::string_view text = std::string_view(reply.text()).substr(0, reply.text().find(", with args beginning with"));
  return RedisError(RedisErrorKind::Refused, std::string(command) + " was refused: " + shown_text(text), std::string(reply.error_code()));
}

bool RedisSingle::unfinished() {
  if (script_ == nullptr || reply_.error_code() != "NOSCRIPT") return false;
  RedisCommand whole("EVAL", *std::exchange(script_, nullptr));
  for (std::size_t index = 2; index < command_.size(); ++index) whole.add(command_.argument(index));
  command_ = std::move(whole);
  return true;
}

}  // namespace saki
