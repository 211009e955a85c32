// SPDX-License-Identifier: Apache-2.0
#include "store/store_state.h"

#include <utility>

namespace saki {

void StoreState::apply(StoreRecord record) {
  switch (record.kind) {
    case StoreRecordKind::Set: entries_.insert_or_assign(std::move(record.key), Entry{std::move(record.value), record.end}); return;
    case StoreRecordKind::Expire:
      if (const auto found = entries_.find(record.key); found != entries_.end()) found->second.end = record.end;
      return;
    case StoreRecordKind::Remove: entries_.erase(record.key); return;
  }
}

void StoreState::drop_expired(std::int64_t now) {
  std::erase_if(entries_, [now](const auto& each) { return each.second.end != 0 && each.second.end <= now; });
}

}  // namespace saki
