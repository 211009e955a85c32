// SPDX-License-Identifier: Apache-2.0
#include "http/access_codec.h"

#include <array>
#include <cstring>

namespace saki::http {
namespace {

constexpr std::string_view kCutMark = "...";

struct TextField {
  std::string_view AccessEntry::* member;
  std::size_t most_bytes;
};

constexpr std::array<TextField, 8> kTexts{{{&AccessEntry::method, 64},
                                           {&AccessEntry::target, 3072},
                                           {&AccessEntry::unparsed, 512},
                                           {&AccessEntry::host, 256},
                                           {&AccessEntry::referer, 1024},
                                           {&AccessEntry::user_agent, 1024},
                                           {&AccessEntry::route, 512},
                                           {&AccessEntry::reason, 256}}};

struct Numbers {
  std::uint64_t bytes;
  std::int64_t duration;
  Status status;
  HttpVersion version;
  std::uint8_t client_bytes;
  std::array<std::uint16_t, kTexts.size()> text_bytes;
};

constexpr std::size_t most_bytes() noexcept {
  std::size_t total = sizeof(Numbers) + sizeof(sockaddr_un);
  for (const TextField& text : kTexts) total += text.most_bytes;
  return total;
}
static_assert(most_bytes() <= kMostPackedBytes);

// A Unix socket's peer has no name that would tell anything.
std::size_t client_bytes(const Address* client) noexcept {
  if (client == nullptr || client->family() == AF_UNSPEC) return 0;
  return client->is_unix() ? sizeof(sa_family_t) : client->kernel_bytes();
}

std::size_t put_text(std::byte* at, std::string_view text, std::size_t most_bytes) noexcept {
  if (text.size() <= most_bytes) {
    if (!text.empty()) std::memcpy(at, text.data(), text.size());
    return text.size();
  }
  const std::size_t kept = most_bytes - kCutMark.size();
  std::memcpy(at, text.data(), kept);
  std::memcpy(at + kept, kCutMark.data(), kCutMark.size());
  return most_bytes;
}

}  // namespace

std::size_t pack_access(const AccessEntry& entry, MutableBytes into) noexcept {
  Numbers numbers{entry.bytes, entry.duration.count(), entry.status, entry.version, 0, {}};
  std::byte* at = into.data() + sizeof numbers;
  numbers.client_bytes = static_cast<std::uint8_t>(client_bytes(entry.client));
  if (numbers.client_bytes > 0) std::memcpy(at, entry.client->kernel(), numbers.client_bytes);
  at += numbers.client_bytes;
  for (std::size_t i = 0; i < kTexts.size(); ++i) {
    const std::size_t size = put_text(at, entry.*kTexts[i].member, kTexts[i].most_bytes);
    numbers.text_bytes[i] = static_cast<std::uint16_t>(size);
    at += size;
  }
  std::memcpy(into.data(), &numbers, sizeof numbers);
  return static_cast<std::size_t>(at - into.data());
}

std::optional<UnpackedAccess> unpack_access(ByteView bytes) noexcept {
  Numbers numbers;
  if (bytes.size() < sizeof numbers) return std::nullopt;
  std::memcpy(&numbers, bytes.data(), sizeof numbers);
  std::size_t expected = sizeof numbers + numbers.client_bytes;
  for (const std::size_t size : numbers.text_bytes) expected += size;
  if (bytes.size() != expected) return std::nullopt;
  bytes = bytes.subspan(sizeof numbers);

  UnpackedAccess unpacked;
  sockaddr_storage client{};
  std::memcpy(&client, bytes.data(), numbers.client_bytes);
  if (numbers.client_bytes > 0) unpacked.client = Address::from_kernel(reinterpret_cast<const sockaddr*>(&client), numbers.client_bytes);
  bytes = bytes.subspan(numbers.client_bytes);
  AccessEntry& entry = unpacked.entry;
  entry.bytes = numbers.bytes;
  entry.duration = Duration(numbers.duration);
  entry.status = numbers.status;
  entry.version = numbers.version;
  for (std::size_t i = 0; i < kTexts.size(); ++i) {
    entry.*kTexts[i].member = as_text(bytes.first(numbers.text_bytes[i]));
    bytes = bytes.subspan(numbers.text_bytes[i]);
  }
  return unpacked;
}

}  // namespace saki::http
