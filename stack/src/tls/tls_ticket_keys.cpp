// SPDX-License-Identifier: Apache-2.0
#include "tls/tls_ticket_keys.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <algorithm>

#include "saki/base/check.h"

namespace saki {
namespace {

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

void TlsTicketKeys::rotate() {
  const MonotonicTime now = clock_.monotonic();
  const Duration sealing_time = Duration(lifetime_) / 2;
  while (!keys_.empty() && now - keys_.back().made >= sealing_time + lifetime_) keys_.pop_back();
  if (keys_.empty() || now - keys_.front().made >= sealing_time) keys_.push_front({make_key(), now});
}

}  // namespace saki
