// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as the PROXY header of a connection, against the slow reference: as they are, cut somewhere, and with a checksum that fits,
// which no mutation would find. At every moment of their arrival they come to nothing yet, or to what they come to in the end. The last
// bytes choose the bound, the cut and what is mended.
#include "fuzz/controls.h"
#include "net/crc32c.h"
#include "stack/net/reference_proxy.h"

namespace saki {
namespace {

constexpr std::size_t kFixedBytes = 16;

std::size_t byte_at(const std::string& text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

// Makes the last value of the header, where there is room for it, the checksum that it should have.
std::string with_checksum(std::string bytes) {
  if (bytes.size() < kFixedBytes) return bytes;
  const std::size_t size_bytes = kFixedBytes + byte_at(bytes, 14) * 256 + byte_at(bytes, 15);
  if (size_bytes > bytes.size() || size_bytes < kFixedBytes + 7) return bytes;
  bytes.replace(size_bytes - 7, 7, std::string("\x03\x00\x04\x00\x00\x00\x00", 7));
  Crc32c checksum;
  checksum.add(as_bytes(std::string_view(bytes).substr(0, size_bytes)));
  for (std::size_t byte = 0; byte < 4; ++byte) bytes[size_bytes - 4 + byte] = static_cast<char>(checksum.value() >> (24 - 8 * byte));
  return bytes;
}

void check(const std::string& bytes, std::size_t limit_bytes, std::size_t cut) {
  const reference::Proxy whole = reference::decode_proxy_with_the_real_one(bytes, limit_bytes);
  http::require(whole == reference::decode_proxy(bytes, limit_bytes));
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const std::string received = bytes.substr(0, size);  // A copy of its own, so that nothing behind it can be read unseen.
    const reference::Proxy proxy = reference::decode_proxy_with_the_real_one(received, limit_bytes);
    http::require(proxy.state == reference::ProxyState::Incomplete || proxy == whole);
    http::require(size != cut || proxy == reference::decode_proxy(received, limit_bytes));
  }
}

}  // namespace
}  // namespace saki

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  saki::http::Controls controls(data, size);
  const std::size_t limit_bytes = 16 + controls.number() * 4;
  const std::size_t choice = controls.number();
  const std::string bytes(controls.rest());
  saki::check(choice % 2 == 1 ? saki::with_checksum(bytes) : bytes, limit_bytes, choice / 2);
  return 0;
}
