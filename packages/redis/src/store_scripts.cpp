// SPDX-License-Identifier: Apache-2.0
#include "store_scripts.h"

namespace saki {
namespace {

// Numbers of 64 bits stay texts: Lua's are doubles. Of the state of a rate, "MICROSECONDS:NANOSECONDS", only differences are calculated.
constexpr const char* kOperations = R"lua(
local base, channel, value_bytes = ARGV[1], ARGV[2], tonumber(ARGV[3])
local clock = redis.call('TIME')
local now_us = clock[1] * 1000000 + clock[2]
local now_ms = math.floor(now_us / 1000)

local function tell(what, key) redis.call('PUBLISH', channel, what .. key) end

local function forget(key)
  redis.call('ZREM', KEYS[1], key)
  redis.call('ZREM', KEYS[2], key)
end

local function note_expiry(key, ttl)
  if ttl > 0 then
    redis.call('ZADD', KEYS[2], string.format('%.0f', now_ms + ttl), key)
  else
    redis.call('ZREM', KEYS[2], key)
  end
end

for _, key in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', '(' .. string.format('%.0f', now_ms), 'LIMIT', 0, 16)) do
  local left = redis.call('PTTL', base .. key)
  if left == -2 then
    forget(key)
    tell('e', key)
  else
    note_expiry(key, left)
  end
end

local function put(key, value, ttl)
  if ttl > 0 then
    redis.call('SET', base .. key, value, 'PX', string.format('%.0f', ttl))
  else
    redis.call('SET', base .. key, value)
  end
  redis.call('ZADD', KEYS[1], 0, key)
  note_expiry(key, ttl)
  tell('c', key)
end

local function remove(key)
  redis.call('DEL', base .. key)
  forget(key)
  tell('r', key)
end

-- What was changed in place: a new key gets the time to live, one that was there keeps its own.
local function changed(key, was_there, ttl)
  if not was_there then
    redis.call('ZADD', KEYS[1], 0, key)
    if ttl > 0 then redis.call('PEXPIRE', base .. key, string.format('%.0f', ttl)) end
    note_expiry(key, ttl)
  end
  tell('c', key)
end

local operations = {}

function operations.get(key) return redis.call('GET', base .. key) end

function operations.set(key, value, expected, number, ttl)
  put(key, value, ttl)
  return 1
end

function operations.add(key, value, expected, number, ttl)
  if redis.call('EXISTS', base .. key) == 1 then return 0 end
  put(key, value, ttl)
  return 1
end

function operations.compare_and_set(key, value, expected, number, ttl)
  if redis.call('GET', base .. key) ~= expected then return 0 end
  put(key, value, ttl)
  return 1
end

function operations.compare_and_remove(key, value, expected)
  if redis.call('GET', base .. key) ~= expected then return 0 end
  remove(key)
  return 1
end

function operations.increment(key, value, expected, number, ttl)
  local was_there = redis.call('EXISTS', base .. key) == 1
  local sum = redis.pcall('INCRBY', base .. key, number)
  if type(sum) == 'table' then return {'invalid', 'the value is no decimal number of 64 bits, or would be none'} end
  changed(key, was_there, ttl)
  return redis.call('GET', base .. key)
end

function operations.append(key, value, expected, number, ttl)
  local length = redis.call('STRLEN', base .. key)
  if length + #value > value_bytes then return {'too-large', 'the value would be longer than value_bytes'} end
  local was_there = redis.call('EXISTS', base .. key) == 1
  length = redis.call('APPEND', base .. key, value)
  changed(key, was_there, ttl)
  return length
end

function operations.expire(key, value, expected, number, ttl)
  if redis.call('EXISTS', base .. key) == 0 then return 0 end
  if ttl > 0 then
    redis.call('PEXPIRE', base .. key, string.format('%.0f', ttl))
  else
    redis.call('PERSIST', base .. key)
  end
  note_expiry(key, ttl)
  tell('c', key)
  return 1
end

function operations.remove(key)
  if redis.call('EXISTS', base .. key) == 0 then return 0 end
  remove(key)
  return 1
end

-- Gives how far ahead of now the schedule was, in nanoseconds, from which the caller calculates the same verdict.
function operations.throttle(key, value, expected, number, ttl, period, window)
  local ahead = 0
  local state = redis.call('GET', base .. key)
  if state then
    local micro, nano = string.match(state, '^(%d+):(%d+)$')
    if not micro then return {'invalid', 'the value is not the state of a rate'} end
    ahead = math.max(0, math.min((micro - now_us) * 1000 + nano, window))
  end
  local cost = tonumber(number)
  local after = ahead + period * cost
  if cost > 0 and after <= window then
    local micro = math.floor(after / 1000)
    put(key, string.format('%.0f:%.0f', now_us + micro, after - micro * 1000), math.ceil(after / 1000000))
  end
  return string.format('%.0f', ahead)
end

local answers = {}
for at = 4, #ARGV, 8 do
  answers[#answers + 1] = operations[ARGV[at]](ARGV[at + 1], ARGV[at + 2], ARGV[at + 3], ARGV[at + 4], tonumber(ARGV[at + 5]),
                                               tonumber(ARGV[at + 6]), tonumber(ARGV[at + 7]))
end
return answers
)lua";

// Looks at some keys that are gone besides those it gives, no more, so that the server is not kept for long.
constexpr const char* kPage = R"lua(
local base, first, last, most, bytes = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5])
local keys = redis.call('ZRANGEBYLEX', KEYS[1], first, last, 'LIMIT', 0, most + 1)
local page = {''}
local size = 0
for index, key in ipairs(keys) do
  if index > most then
    page[1] = keys[index - 1]
    break
  end
  local value = redis.call('GET', base .. key)
  if value then
    size = size + #key + #value
    if size > bytes and #page > 1 then
      page[1] = keys[index - 1]
      break
    end
    page[#page + 1] = key
    page[#page + 1] = value
  else
    redis.call('ZREM', KEYS[1], key)
    redis.call('ZREM', KEYS[2], key)
  end
end
return page
)lua";

}  // namespace

const RedisScript& store_operations_script() {
  static const RedisScript script(kOperations);
  return script;
}

const RedisScript& store_page_script() {
  static const RedisScript script(kPage);
  return script;
}

}  // namespace saki
