// SPDX-License-Identifier: Apache-2.0
#include "store/store_record.h"

#include "hash/sip_hash.h"
#include "store/little_endian.h"

namespace saki {

std::uint64_t record_checksum(std::string_view body) noexcept {
  static const SipHash kHash(SipHash::Key{0x73616b69'73746f72ULL, 0x65206c6f'67203031ULL});
  return kHash(body);
}

void write_record(std::string& file, StoreRecordKind kind, std::string_view key, std::string_view value, std::int64_t end) {
  const std::size_t begin = file.size();
  file.append(StoreRecord::kHeadBytes, '\0');
  file.push_back(static_cast<char>(kind));
  put_little_endian(file, static_cast<std::uint64_t>(end));
  put_little_endian(file, static_cast<std::uint32_t>(key.size()));
  file.append(key).append(value);
  const std::string_view body = std::string_view(file).substr(begin + StoreRecord::kHeadBytes);
  std::string head;
  put_little_endian(head, static_cast<std::uint32_t>(body.size()));
  put_little_endian(head, record_checksum(body));
  file.replace(begin, head.size(), head);
}

}  // namespace saki
