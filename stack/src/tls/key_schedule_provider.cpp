// SPDX-License-Identifier: Apache-2.0
//
// A step's context keeps nothing: libssl hands all parameters to the derivation itself. So there is one context, and nobody owns it.
#include "tls/key_schedule_provider.h"

#include <openssl/core_dispatch.h>
#include <openssl/core_names.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include <optional>
#include <string_view>

#include "tls/key_schedule.h"

namespace saki {
namespace {

struct Step {
  int mode = 0;
  std::optional<KeySchedule::Hash> hash;
  ByteView key;
  ByteView salt;
  KeySchedule::Label label;
  ByteView data;
};

ByteView bytes_of(const OSSL_PARAM& parameter) noexcept { return {static_cast<const std::byte*>(parameter.data), parameter.data_size}; }

std::optional<KeySchedule::Hash> hash_named(std::string_view name) noexcept {
  if (name == "SHA2-256" || name == "SHA256") return KeySchedule::Hash::Sha256;
  if (name == "SHA2-384" || name == "SHA384") return KeySchedule::Hash::Sha384;
  return std::nullopt;  // No suite of TLS 1.3 has another.
}

bool take(Step& step, const OSSL_PARAM& parameter) noexcept {
  const std::string_view name = parameter.key;
  if (name == OSSL_KDF_PARAM_MODE) return OSSL_PARAM_get_int(&parameter, &step.mode) == 1;
  if (name == OSSL_KDF_PARAM_DIGEST) step.hash = hash_named(static_cast<const char*>(parameter.data));
  if (name == OSSL_KDF_PARAM_KEY) step.key = bytes_of(parameter);
  if (name == OSSL_KDF_PARAM_SALT) step.salt = bytes_of(parameter);
  if (name == OSSL_KDF_PARAM_PREFIX) step.label.prefix = bytes_of(parameter);
  if (name == OSSL_KDF_PARAM_LABEL) step.label.name = bytes_of(parameter);
  if (name == OSSL_KDF_PARAM_DATA) step.data = bytes_of(parameter);
  return true;
}

int derive(void*, unsigned char* result, std::size_t result_bytes, const OSSL_PARAM parameters[]) {
  Step step;
  for (const OSSL_PARAM* parameter = parameters; parameter != nullptr && parameter->key != nullptr; ++parameter) {
    if (!take(step, *parameter)) return 0;
  }
  if (!step.hash) return 0;
  const KeySchedule schedule(*step.hash);
  const MutableBytes into(reinterpret_cast<std::byte*>(result), result_bytes);
  switch (step.mode) {
    case EVP_KDF_HKDF_MODE_EXTRACT_ONLY: return schedule.extract(step.salt, step.label, step.key, into) ? 1 : 0;
    case EVP_KDF_HKDF_MODE_EXPAND_ONLY: return schedule.expand(step.key, step.label, step.data, into) ? 1 : 0;
    default: return 0;
  }
}

void* the_context(void* provider) { return provider; }
void leave_context(void*) {}

template <class Function>
constexpr auto erased(Function* function) noexcept {
  return reinterpret_cast<void (*)()>(function);
}

const OSSL_ALGORITHM* algorithms(void*, int operation, int* no_cache) {
  static const OSSL_DISPATCH functions[] = {{OSSL_FUNC_KDF_NEWCTX, erased(&the_context)},
                                            {OSSL_FUNC_KDF_FREECTX, erased(&leave_context)},
                                            {OSSL_FUNC_KDF_DERIVE, erased(&derive)},
                                            {0, nullptr}};
  static const OSSL_ALGORITHM kdfs[] = {{OSSL_KDF_NAME_TLS1_3_KDF, "provider=saki", functions, "the key schedule of TLS 1.3"},
                                        {nullptr, nullptr, nullptr, nullptr}};
  *no_cache = 0;
  return operation == OSSL_OP_KDF ? kdfs : nullptr;
}

}  // namespace

int begin_key_schedule_provider(const OSSL_CORE_HANDLE*, const OSSL_DISPATCH*, const OSSL_DISPATCH** functions, void** context) {
  static const OSSL_DISPATCH table[] = {{OSSL_FUNC_PROVIDER_QUERY_OPERATION, erased(&algorithms)}, {0, nullptr}};
  static char provider = 0;  // Only its address counts.
  *functions = table;
  *context = &provider;
  return 1;
}

}  // namespace saki
