// SPDX-License-Identifier: Apache-2.0
//
// SqliteStoreSql: the statements of a store in a table of its own. `end` is the end of a key's life in microseconds from 1970, 0 for good.
// The parameters of each stand behind it.
#pragma once

#include <string>
#include <string_view>

namespace saki {

class SqliteStoreSql {  // Affinity: frozen.
 public:
  // The table is named after the store: `saki_session`.
  explicit SqliteStoreSql(std::string_view store);

  std::string create;   // A script.
  std::string get;      // key, now
  std::string put;      // key, value, end
  std::string replace;  // value, key
  std::string expire;   // end, key
  std::string remove;   // key, now
  std::string page_from;    // from this key on, before that key, now, most
  std::string page_behind;  // behind this key, before that key, now, most
  std::string sweep;        // now, most: removes what has expired, and gives the keys.
};

}  // namespace saki
