// SPDX-License-Identifier: Apache-2.0
//
// SqliteStoreSql: the statements of a store in a table of its own. `end` is the end of a key's life in microseconds from 1970, 0 for good.
// `used` is when it was used last, likewise. The parameters of each stand behind it.
#pragma once

#include <string>
#include <string_view>

namespace saki {

class SqliteStoreSql {  // Affinity: frozen.
 public:
  static constexpr int kEntryBytes = 100;  // What a row takes beside its key and value, about.

  // The table is named after the store: `saki_session`.
  explicit SqliteStoreSql(std::string_view store);

  std::string create;      // A script, as is count_size.
  std::string has_used;    // Whether the table is of a version that knows it,
  std::string add_used;    // which makes it so.
  std::string count_size;  // Has what is in the table counted from now on.
  std::string index_used;  // For those that evict.
  std::string get;         // key, now
  std::string put;         // key, value, end, now
  std::string put_if_fits;  // The same, and its cost, bound
  std::string replace;      // value, now, key
  std::string expire;   // end, key
  std::string remove;   // key, now
  std::string page_from;    // from this key on, before that key, now, most
  std::string page_behind;  // behind this key, before that key, now, most
  std::string sweep;        // now, most: removes what has expired, and gives the keys.
  std::string evict;        // spared key, most: removes what was used longest ago, and gives the keys.
  std::string touch;        // now, key
  std::string size;
};

}  // namespace saki
