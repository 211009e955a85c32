// SPDX-License-Identifier: Apache-2.0
//
// The scripts by which a store is kept on a server, where each runs as one step.
//
//   saki:SERVICE:STORE:k:KEY    a value, which the server lets expire by itself
//   saki:SERVICE:STORE:keys     a sorted set of all keys, all of score 0, so that they can be read in the order of their bytes
//   saki:SERVICE:STORE:expiry   a sorted set of the keys that expire, by the millisecond of the server's clock
//
// The two sets are mended as they are used: each change looks after some keys whose time is over, each page after those it finds gone.
#pragma once

#include "saki/redis/script.h"

namespace saki {

// KEYS: the set of keys, that of expiry. ARGV: what stands before a value's key, the channel that is told of changes, the longest value,
// then eight for each operation: its word, key, value, expected value, number, milliseconds to live (0: for good), and the period and the
// window of a rate in nanoseconds. Gives for each what came of it, or a list of two: the word of an error and its text.
[[nodiscard]] const RedisScript& store_operations_script();

// KEYS likewise. ARGV: what stands before a value's key, the bounds of the page as ZRANGEBYLEX has them, the most entries and bytes. Gives
// the key behind which the next page begins, "" for none, then each key and its value.
[[nodiscard]] const RedisScript& store_page_script();

}  // namespace saki
