// SPDX-License-Identifier: Apache-2.0
#include "hash/algorithm.h"

#include <array>

#include "saki/base/check.h"

namespace saki {
namespace {

HashAlgorithm fetch(const char* name) {
  const EVP_MD* const digest = EVP_MD_fetch(nullptr, name, nullptr);
  SAKI_CHECK(digest != nullptr, "the library of hashes knows SHA");
  return {digest, name};
}

}  // namespace

const HashAlgorithm& algorithm_of(HashKind kind) {
  static const std::array<HashAlgorithm, 4> kAlgorithms{fetch("SHA1"), fetch("SHA256"), fetch("SHA384"), fetch("SHA512")};
  return kAlgorithms[static_cast<std::size_t>(kind)];
}

}  // namespace saki
