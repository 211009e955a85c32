// SPDX-License-Identifier: Apache-2.0
#include "http/brotli_encoder.h"

#include <new>
#include <utility>

#include "saki/base/check.h"

namespace saki::http {
namespace {

constexpr std::uint32_t kWindowBits = 16;  // 64 KiB: a larger one doubles the state for nothing on answers of this size.

BrotliEncoderOperation operation(ContentEncoder::Then then) noexcept {
  switch (then) {
    case ContentEncoder::Then::More: return BROTLI_OPERATION_PROCESS;
    case ContentEncoder::Then::Flush: return BROTLI_OPERATION_FLUSH;
    case ContentEncoder::Then::End: break;
  }
  return BROTLI_OPERATION_FINISH;
}

}  // namespace

BrotliEncoder::BrotliEncoder(int quality) : ContentEncoder(ContentCoding::Brotli), quality_(quality) { BrotliEncoder::restart(); }

BrotliEncoder::~BrotliEncoder() { ::BrotliEncoderDestroyInstance(state_); }

void BrotliEncoder::restart() {
  ::BrotliEncoderDestroyInstance(std::exchange(state_, nullptr));
  state_ = ::BrotliEncoderCreateInstance(&BrotliMemory::allocate, &BrotliMemory::release, &memory_);
  if (state_ == nullptr) throw std::bad_alloc();
  ::BrotliEncoderSetParameter(state_, BROTLI_PARAM_QUALITY, static_cast<std::uint32_t>(quality_));
  ::BrotliEncoderSetParameter(state_, BROTLI_PARAM_LGWIN, kWindowBits);
}

void BrotliEncoder::encode(ByteView content, Then then, std::string& into) {
  SAKI_CHECK(!::BrotliEncoderIsFinished(state_), "an encoder was used after its end");
  std::size_t input_bytes = content.size();
  const auto* input = reinterpret_cast<const std::uint8_t*>(content.data());
  bool more = true;  // Asked before output is taken: what waited behind it is coded by a further call.
  while (input_bytes > 0 || more) {
    std::size_t no_room = 0;  // The output is taken as it lies.
    if (!::BrotliEncoderCompressStream(state_, operation(then), &input_bytes, &input, &no_room, nullptr, nullptr)) throw std::bad_alloc();
    more = ::BrotliEncoderHasMoreOutput(state_) != BROTLI_FALSE;
    std::size_t count = 0;
    const std::uint8_t* output = ::BrotliEncoderTakeOutput(state_, &count);
    into.append(reinterpret_cast<const char*>(output), count);
  }
}

}  // namespace saki::http
