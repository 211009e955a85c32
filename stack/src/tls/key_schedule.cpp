// SPDX-License-Identifier: Apache-2.0
#define OPENSSL_SUPPRESS_DEPRECATED  // The hashes' own functions: what has replaced them is what this file is there to avoid.
#include "tls/key_schedule.h"

#include <openssl/crypto.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <initializer_list>

namespace saki {
namespace {

constexpr std::size_t kMostLabelBytes = 255;
constexpr std::size_t kMostInfoBytes = 2 + 1 + kMostLabelBytes + 1 + kMostLabelBytes;

unsigned char* raw(MutableBytes bytes) noexcept { return reinterpret_cast<unsigned char*>(bytes.data()); }

struct Sha256 {
  static constexpr std::size_t kBytes = SHA256_DIGEST_LENGTH;
  static constexpr std::size_t kBlockBytes = SHA256_CBLOCK;
  Sha256() noexcept { SHA256_Init(&state); }
  ~Sha256() { OPENSSL_cleanse(&state, sizeof state); }
  void add(ByteView bytes) noexcept { SHA256_Update(&state, bytes.data(), bytes.size()); }
  void finish(MutableBytes into) noexcept { SHA256_Final(raw(into), &state); }
  SHA256_CTX state;
};

struct Sha384 {
  static constexpr std::size_t kBytes = SHA384_DIGEST_LENGTH;
  static constexpr std::size_t kBlockBytes = SHA512_CBLOCK;
  Sha384() noexcept { SHA384_Init(&state); }
  ~Sha384() { OPENSSL_cleanse(&state, sizeof state); }
  void add(ByteView bytes) noexcept { SHA384_Update(&state, bytes.data(), bytes.size()); }
  void finish(MutableBytes into) noexcept { SHA384_Final(raw(into), &state); }
  SHA512_CTX state;
};

// Bytes on the stack that are wiped when they go.
template <std::size_t kSize>
struct Wiped {
  ~Wiped() { OPENSSL_cleanse(bytes.data(), bytes.size()); }
  std::array<std::byte, kSize> bytes{};
};

// HMAC (RFC 2104) with one key, of any number of messages.
template <class Hash>
class Mac {
 public:
  // `key` is no longer than a block.
  explicit Mac(ByteView key) noexcept {
    Wiped<Hash::kBlockBytes> block;
    std::copy(key.begin(), key.end(), block.bytes.begin());
    for (std::byte& byte : block.bytes) byte ^= std::byte{0x36};
    inner_.add(block.bytes);
    for (std::byte& byte : block.bytes) byte ^= std::byte{0x36 ^ 0x5C};
    outer_.add(block.bytes);
  }

  void of(std::initializer_list<ByteView> message, MutableBytes into) const noexcept {
    Hash inner = inner_;
    for (const ByteView part : message) inner.add(part);
    inner.finish(into);
    Hash outer = outer_;
    outer.add(into);
    outer.finish(into);
  }

 private:
  Hash inner_;
  Hash outer_;
};

// HkdfLabel, as RFC 8446 section 7.1 lays it out.
class Info {
 public:
  Info(std::size_t length, const KeySchedule::Label& label, ByteView context) noexcept {
    add(length >> 8);
    add(length);
    add(label.prefix.size() + label.name.size());
    add(label.prefix);
    add(label.name);
    add(context.size());
    add(context);
  }
  [[nodiscard]] ByteView bytes() const noexcept { return ByteView(bytes_).first(count_); }

 private:
  void add(std::size_t number) noexcept { bytes_[count_++] = static_cast<std::byte>(number); }
  void add(ByteView bytes) noexcept {
    std::copy(bytes.begin(), bytes.end(), bytes_.begin() + static_cast<std::ptrdiff_t>(count_));
    count_ += bytes.size();
  }

  std::array<std::byte, kMostInfoBytes> bytes_;
  std::size_t count_ = 0;
};

template <class Hash>
bool expand_with(ByteView secret, const KeySchedule::Label& label, ByteView context, MutableBytes into) noexcept {
  const bool fits = label.prefix.size() + label.name.size() <= kMostLabelBytes && context.size() <= kMostLabelBytes &&
                    into.size() <= 255 * Hash::kBytes && secret.size() <= Hash::kBlockBytes;
  if (!fits) return false;
  const Info info(into.size(), label, context);
  const Mac<Hash> mac(secret);
  Wiped<Hash::kBytes> block;
  ByteView before;  // The first block has none before it.
  for (std::byte number{1}; !into.empty(); number = static_cast<std::byte>(std::to_integer<unsigned>(number) + 1)) {
    mac.of({before, info.bytes(), ByteView(&number, 1)}, block.bytes);
    before = block.bytes;
    const std::size_t count = std::min(into.size(), before.size());
    std::copy_n(before.begin(), count, into.begin());
    into = into.subspan(count);
  }
  return true;
}

template <class Hash>
bool extract_with(ByteView previous, const KeySchedule::Label& label, ByteView input, MutableBytes into) noexcept {
  if (into.size() != Hash::kBytes) return false;
  constexpr std::array<std::byte, Hash::kBytes> kZeros{};
  Wiped<Hash::kBytes> salt;
  if (!previous.empty()) {
    std::array<std::byte, Hash::kBytes> of_nothing;
    Hash().finish(of_nothing);
    if (!expand_with<Hash>(previous, label, of_nothing, salt.bytes)) return false;
  }
  Mac<Hash>(salt.bytes).of({input.empty() ? ByteView(kZeros) : input}, into);
  return true;
}

}  // namespace

bool KeySchedule::expand(ByteView secret, const Label& label, ByteView context, MutableBytes into) const noexcept {
  return hash_ == Hash::Sha256 ? expand_with<Sha256>(secret, label, context, into) : expand_with<Sha384>(secret, label, context, into);
}

bool KeySchedule::extract(ByteView previous, const Label& label, ByteView input, MutableBytes into) const noexcept {
  return hash_ == Hash::Sha256 ? extract_with<Sha256>(previous, label, input, into) : extract_with<Sha384>(previous, label, input, into);
}

}  // namespace saki
