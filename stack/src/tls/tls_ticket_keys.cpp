// SPDX-License-Identifier: Apache-2.0
#include "tls/tls_ticket_keys.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <span>

#include "saki/base/check.h"

namespace saki {
namespace {

// A key in a file: name, cipher, mac, and when it was made.
using Record = std::array<unsigned char, 16 + 32 + 32 + sizeof(std::int64_t)>;

void write_record(const TlsTicketKey& key, MonotonicTime made, Record& record) noexcept {
  const std::int64_t time = made.time_since_epoch().count();
  auto at = std::ranges::copy(key.name, record.begin()).out;
  at = std::ranges::copy(key.cipher, at).out;
  at = std::ranges::copy(key.mac, at).out;
  std::memcpy(&*at, &time, sizeof time);
}

MonotonicTime read_record(const Record& record, TlsTicketKey& key) noexcept {
  std::int64_t time = 0;
  const unsigned char* at = record.data();
  for (const std::span<unsigned char> part :
       {std::span<unsigned char>(key.name), std::span<unsigned char>(key.cipher), std::span<unsigned char>(key.mac)}) {
    std::memcpy(part.data(), at, part.size());
    at += part.size();
  }
  std::memcpy(&time, at, sizeof time);
  return MonotonicTime(Duration(time));
}

TlsTicketKey make_key() {
  TlsTicketKey key;
  const bool good = RAND_bytes(key.name.data(), static_cast<int>(key.name.size())) == 1 &&
                    RAND_priv_bytes(key.cipher.data(), static_cast<int>(key.cipher.size())) == 1 &&
                    RAND_priv_bytes(key.mac.data(), static_cast<int>(key.mac.size())) == 1;
  SAKI_CHECK(good, "the system has random bytes");
  return key;
}

}  // namespace

TlsTicketKey::~TlsTicketKey() {
  OPENSSL_cleanse(cipher.data(), cipher.size());
  OPENSSL_cleanse(mac.data(), mac.size());
}

TlsTicketKeys::TlsTicketKeys(std::chrono::seconds lifetime, const Clock& clock) : lifetime_(lifetime), clock_(clock) {
  SAKI_CHECK(lifetime >= std::chrono::seconds(1), "a ticket lives for a second at least");
}

TlsTicketKey TlsTicketKeys::sealing() {
  const std::lock_guard lock(mutex_);
  rotate();
  return keys_.front().key;
}

std::optional<TlsTicketKeys::Found> TlsTicketKeys::find(const unsigned char* name) {
  const std::lock_guard lock(mutex_);
  rotate();
  const auto same = [name](const Aged& aged) { return std::equal(aged.key.name.begin(), aged.key.name.end(), name); };
  const auto found = std::ranges::find_if(keys_, same);
  if (found == keys_.end()) return std::nullopt;
  return Found{found->key, found == keys_.begin()};
}

void TlsTicketKeys::share(FileDescriptor memory) {
  const std::lock_guard lock(mutex_);
  memory_ = std::move(memory);
  take_over();
}

// Whoever finds first that another key is due makes it; the others take it over.
void TlsTicketKeys::rotate() {
  const MonotonicTime now = clock_.monotonic();
  drop_expired(now);
  if (!needs_another(now)) return;
  take_over();
  drop_expired(now);
  if (!needs_another(now)) return;
  keys_.push_front({make_key(), now});
  publish();
}

void TlsTicketKeys::drop_expired(MonotonicTime now) {
  while (!keys_.empty() && now - keys_.back().made >= Duration(lifetime_) / 2 + lifetime_) keys_.pop_back();
}

bool TlsTicketKeys::needs_another(MonotonicTime now) const noexcept {
  return keys_.empty() || now - keys_.front().made >= Duration(lifetime_) / 2;
}

void TlsTicketKeys::take_over() {
  Record record;
  std::deque<Aged> found;
  for (off_t at = 0; memory_ && ::pread(memory_.get(), record.data(), record.size(), at) == static_cast<ssize_t>(record.size());
       at += static_cast<off_t>(record.size())) {
    Aged& aged = found.emplace_back();
    aged.made = read_record(record, aged.key);
  }
  OPENSSL_cleanse(record.data(), record.size());
  if (!found.empty() && (keys_.empty() || found.front().made > keys_.front().made)) keys_.swap(found);
}

// Where that fails, each process has keys of its own: a client needs a whole handshake then.
void TlsTicketKeys::publish() const {
  if (!memory_) return;
  Record record;
  off_t at = 0;
  for (const Aged& aged : keys_) {
    write_record(aged.key, aged.made, record);
    if (::pwrite(memory_.get(), record.data(), record.size(), at) != static_cast<ssize_t>(record.size())) break;
    at += static_cast<off_t>(record.size());
  }
  OPENSSL_cleanse(record.data(), record.size());
  static_cast<void>(::ftruncate(memory_.get(), at));
}

}  // namespace saki
