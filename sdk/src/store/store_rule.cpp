// SPDX-License-Identifier: Apache-2.0
#include "saki/store_rule.h"

#include <charconv>
#include <utility>

namespace saki {
namespace {

using Stored = std::optional<std::string_view>;
using Decided = StoreResult<StoreDecision>;

StoreDecision put(StoreAnswer answer, std::string value, Duration ttl) {
  StoreDecision decision(std::move(answer), StoreEffect::Put);
  decision.value = std::move(value);
  decision.ttl = ttl;
  return decision;
}

// A new key gets the ttl, one that is there keeps its own.
StoreDecision changed(StoreAnswer answer, std::string value, const StoreOperation& operation, const Stored& stored) {
  StoreDecision decision = put(std::move(answer), std::move(value), operation.ttl);
  if (stored) decision.effect = StoreEffect::Replace;
  return decision;
}

StoreDecision put_if(bool whether, StoreOperation& operation) {
  if (!whether) return StoreDecision(StoreAnswer(false));
  return put(StoreAnswer(true), std::move(operation.value), operation.ttl);
}

StoreDecision remove_if(bool whether) {
  if (!whether) return StoreDecision(StoreAnswer(false));
  return {StoreAnswer(true), StoreEffect::Remove};
}

// As Redis reads them: one text for each number, so that every engine takes the same ones.
std::optional<std::int64_t> number_of(std::string_view text) {
  const std::string_view digits = text.substr(text.starts_with('-') ? 1 : 0);
  if (digits.starts_with('0') && text != "0") return std::nullopt;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

Decided increment(const StoreOperation& operation, const Stored& stored) {
  const std::optional<std::int64_t> before = number_of(stored.value_or("0"));
  if (!before) return std::unexpected(StoreError(StoreError::Invalid, "the value to be incremented is no decimal number of 64 bits"));
  std::int64_t sum = 0;
  if (__builtin_add_overflow(*before, operation.number, &sum)) {
    return std::unexpected(StoreError(StoreError::Invalid, "the number would be beyond 64 bits"));
  }
  return changed(StoreAnswer(sum), std::to_string(sum), operation, stored);
}

Decided append(const StoreOperation& operation, const Stored& stored, std::size_t value_bytes) {
  std::string whole(stored.value_or(""));
  if (whole.size() + operation.value.size() > value_bytes) {
    return std::unexpected(StoreError(StoreError::TooLarge, "the value would be longer than value_bytes"));
  }
  whole += operation.value;
  const auto length = static_cast<std::int64_t>(whole.size());
  return changed(StoreAnswer(length), std::move(whole), operation, stored);
}

// The state is the instant in decimal nanoseconds; it is forgotten once that has come.
Decided throttle(const StoreOperation& operation, const Stored& stored, Gcra::Instant now) {
  const std::optional<std::int64_t> next = number_of(stored.value_or("0"));
  if (!next || *next < 0) return std::unexpected(StoreError(StoreError::Invalid, "the value is not the state of a rate"));
  Gcra gcra{Gcra::Instant(*next)};
  const RateVerdict verdict = gcra.admit(*operation.rate, now, static_cast<std::uint32_t>(operation.number));
  if (!verdict.admitted || operation.number == 0) return StoreDecision(StoreAnswer(verdict));
  return put(StoreAnswer(verdict), std::to_string(gcra.next().count()), verdict.reset);
}

}  // namespace

Decided decide(StoreOperation& operation, Stored stored, Gcra::Instant now, std::size_t value_bytes) {
  switch (operation.kind) {
    case StoreOperationKind::Get: return StoreDecision(StoreAnswer(stored ? StoreAnswer::Text(*stored) : std::nullopt));
    case StoreOperationKind::Set: return put(StoreAnswer(), std::move(operation.value), operation.ttl);
    case StoreOperationKind::Add: return put_if(!stored, operation);
    case StoreOperationKind::CompareAndSet: return put_if(stored == operation.expected, operation);
    case StoreOperationKind::CompareAndRemove: return remove_if(stored == operation.expected);
    case StoreOperationKind::Increment: return increment(operation, stored);
    case StoreOperationKind::Append: return append(operation, stored, value_bytes);
    case StoreOperationKind::Expire: {
      StoreDecision decision(StoreAnswer(stored.has_value()), stored ? StoreEffect::Expire : StoreEffect::Nothing);
      decision.ttl = operation.ttl;
      return decision;
    }
    case StoreOperationKind::Remove: return remove_if(stored.has_value());
    case StoreOperationKind::Throttle: return throttle(operation, stored, now);
  }
  return std::unexpected(StoreError(StoreError::Other, "an operation of no known kind"));
}

}  // namespace saki
