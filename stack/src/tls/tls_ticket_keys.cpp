// SPDX-License-Identifier: Apache-2.0
#include "tls/tls_ticket_keys.h"

#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
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

// Holds off the other processes that share a file: what one of them writes is read whole or not at all.
class FileLock {
 public:
  explicit FileLock(const FileDescriptor& file) noexcept : file_(file) { lock(F_WRLCK); }
  ~FileLock() { lock(F_UNLCK); }
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  // Of the process, not of the file's description, which they have in common.
  void lock(short kind) const noexcept {
    struct flock all{};
    all.l_type = kind;
    all.l_whence = SEEK_SET;
    while (file_ && ::fcntl(file_.get(), F_SETLKW, &all) != 0 && errno == EINTR) continue;
  }

  const FileDescriptor& file_;
};

TlsTicketKey make_key() noexcept {
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

TlsTicketKey TlsTicketKeys::sealing() noexcept {
  const std::lock_guard lock(mutex_);
  rotate();
  return keys_.front().key;
}

std::optional<TlsTicketKeys::Found> TlsTicketKeys::find(const unsigned char* name) noexcept {
  const std::lock_guard lock(mutex_);
  rotate();
  for (const Aged& aged : keys()) {
    if (std::ranges::equal(aged.key.name, std::span(name, aged.key.name.size()))) return Found{aged.key, &aged == &keys_.front()};
  }
  return std::nullopt;
}

void TlsTicketKeys::share(FileDescriptor memory) noexcept {
  const std::lock_guard lock(mutex_);
  memory_ = std::move(memory);
  const FileLock held(memory_);
  take_over();
}

// Whoever finds first that another key is due makes it; the others take it over.
void TlsTicketKeys::rotate() noexcept {
  const MonotonicTime now = clock_.monotonic();
  drop_expired(now);
  if (!needs_another(now)) return;
  const FileLock held(memory_);
  take_over();
  drop_expired(now);
  if (!needs_another(now)) return;
  add(make_key(), now);
  publish();
}

void TlsTicketKeys::drop_expired(MonotonicTime now) noexcept {
  while (count_ > 0 && now - keys_[count_ - 1].made >= Duration(lifetime_) / 2 + lifetime_) keys_[--count_] = {};
}

void TlsTicketKeys::add(const TlsTicketKey& key, MonotonicTime made) noexcept {
  count_ = std::min(count_ + 1, kMost);
  std::shift_right(keys_.begin(), keys_.begin() + static_cast<std::ptrdiff_t>(count_), 1);
  keys_.front() = {key, made};
}

bool TlsTicketKeys::needs_another(MonotonicTime now) const noexcept {
  return count_ == 0 || now - keys_.front().made >= Duration(lifetime_) / 2;
}

void TlsTicketKeys::take_over() noexcept {
  Record record;
  std::array<Aged, kMost> found;
  std::size_t count = 0;
  for (off_t at = 0;
       count < kMost && memory_ && ::pread(memory_.get(), record.data(), record.size(), at) == static_cast<ssize_t>(record.size());
       at += static_cast<off_t>(record.size())) {
    Aged& aged = found[count++];
    aged.made = read_record(record, aged.key);
  }
  OPENSSL_cleanse(record.data(), record.size());
  if (count == 0 || (count_ > 0 && found.front().made <= keys_.front().made)) return;
  keys_ = found;
  count_ = count;
}

// Where that fails, each process has keys of its own: a client needs a whole handshake then.
void TlsTicketKeys::publish() const noexcept {
  if (!memory_) return;
  Record record;
  off_t at = 0;
  for (const Aged& aged : keys()) {
    write_record(aged.key, aged.made, record);
    if (::pwrite(memory_.get(), record.data(), record.size(), at) != static_cast<ssize_t>(record.size())) break;
    at += static_cast<off_t>(record.size());
  }
  OPENSSL_cleanse(record.data(), record.size());
  static_cast<void>(::ftruncate(memory_.get(), at));
}

}  // namespace saki
