// SPDX-License-Identifier: Apache-2.0
//
// Owners of what OpenSSL allocates.
#pragma once

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <memory>
#include <new>

namespace saki {

template <auto kFree>
struct OpensslFree {
  template <class T>
  void operator()(T* object) const noexcept {
    kFree(object);
  }
};

template <class T, auto kFree>
using OpensslOwner = std::unique_ptr<T, OpensslFree<kFree>>;

using KeyOwner = OpensslOwner<EVP_PKEY, EVP_PKEY_free>;
using KeyContextOwner = OpensslOwner<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using DigestContextOwner = OpensslOwner<EVP_MD_CTX, EVP_MD_CTX_free>;
using NumberOwner = OpensslOwner<BIGNUM, BN_free>;
using EcdsaOwner = OpensslOwner<ECDSA_SIG, ECDSA_SIG_free>;
using BioOwner = OpensslOwner<BIO, BIO_free>;
using ParameterBuilderOwner = OpensslOwner<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
using ParametersOwner = OpensslOwner<OSSL_PARAM, OSSL_PARAM_free>;

// The object, or std::bad_alloc: nothing else makes OpenSSL's constructors fail.
template <class T>
T* made(T* object) {
  if (object == nullptr) throw std::bad_alloc();
  return object;
}

}  // namespace saki
