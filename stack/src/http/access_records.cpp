// SPDX-License-Identifier: Apache-2.0
#include "http/access_records.h"

#include "http/access_codec.h"

namespace saki::http {

void AccessRecords::append(std::string& out, const LogRecord& record) {
  now_ = record.time;
  if (untold_ > 0) tell();
  std::optional<UnpackedAccess> unpacked = unpack_access(as_bytes(record.message));
  if (!unpacked) return on_lost(1, Error::Invalid);
  unpacked->entry.client = &unpacked->client;
  time_.set(record.time);
  append_access_line(out, unpacked->entry, format_, time_);
}

void AccessRecords::on_lost(std::uint64_t lines, Error reason) {
  untold_ += lines;
  reason_ = reason;
  tell();
}

void AccessRecords::tell() {
  if (now_ < next_tell_) return;
  next_tell_ = now_ + std::chrono::seconds(1);
  told_.warn("lines of an access log dropped", {{"lines", std::exchange(untold_, 0)}, {"path", path_}, {"reason", reason_}});
}

}  // namespace saki::http
