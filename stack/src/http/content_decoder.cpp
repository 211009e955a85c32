// SPDX-License-Identifier: Apache-2.0
#include "saki/http/content_decoder.h"

#include <brotli/decode.h>
#include <zlib.h>

#include <new>

#include "saki/base/check.h"

namespace saki::http {
namespace {

constexpr int kGzipWindow = 15 + 16;

// Null when there is no memory, which C expects where C++ throws.
void* allocate_from(void* arena, std::size_t size_bytes) noexcept {
  try {
    return static_cast<Arena*>(arena)->allocate(size_bytes);
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}

void* allocate_for_zlib(void* arena, uInt count, uInt size_bytes) noexcept { return allocate_from(arena, std::size_t{count} * size_bytes); }
void* allocate_for_brotli(void* arena, std::size_t size_bytes) noexcept { return allocate_from(arena, size_bytes); }
void keep(void*, void*) noexcept {}

class GzipDecoder final : public ContentDecoder {
 public:
  explicit GzipDecoder(Arena& arena) {
    stream_.zalloc = &allocate_for_zlib;
    stream_.zfree = &keep;
    stream_.opaque = &arena;
    if (::inflateInit2(&stream_, kGzipWindow) != Z_OK) throw std::bad_alloc();
  }

  Progress decode(ByteView coded, MutableBytes room) noexcept override {
    if (state() == State::Malformed) return {};
    if (state() == State::Whole) {
      if (coded.empty()) return {};
      ::inflateReset(&stream_);  // A further member (RFC 1952 section 2.2).
      set_state(State::Open);
    }
    stream_.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(coded.data()));  // zlib's interface; it only reads.
    stream_.avail_in = static_cast<uInt>(coded.size());
    stream_.next_out = reinterpret_cast<Bytef*>(room.data());
    stream_.avail_out = static_cast<uInt>(room.size());
    const int outcome = ::inflate(&stream_, Z_NO_FLUSH);
    if (outcome == Z_STREAM_END) {
      set_state(State::Whole);
    } else if (outcome != Z_OK && outcome != Z_BUF_ERROR) {
      set_state(State::Malformed);
    }
    return {coded.size() - stream_.avail_in, room.size() - stream_.avail_out};
  }

 private:
  z_stream stream_{};
};

class BrotliDecoder final : public ContentDecoder {
 public:
  explicit BrotliDecoder(Arena& arena) : state_(::BrotliDecoderCreateInstance(&allocate_for_brotli, &keep, &arena)) {
    if (state_ == nullptr) throw std::bad_alloc();
  }

  Progress decode(ByteView coded, MutableBytes room) noexcept override {
    if (state() == State::Malformed) return {};
    if (state() == State::Whole) {
      if (!coded.empty()) set_state(State::Malformed);  // One stream is all there is.
      return {};
    }
    std::size_t coded_left = coded.size();
    std::size_t room_left = room.size();
    const auto* from = reinterpret_cast<const std::uint8_t*>(coded.data());
    auto* to = reinterpret_cast<std::uint8_t*>(room.data());
    const BrotliDecoderResult outcome = ::BrotliDecoderDecompressStream(state_, &coded_left, &from, &room_left, &to, nullptr);
    if (outcome == BROTLI_DECODER_RESULT_SUCCESS) set_state(State::Whole);
    if (outcome == BROTLI_DECODER_RESULT_ERROR) set_state(State::Malformed);
    return {coded.size() - coded_left, room.size() - room_left};
  }

 private:
  BrotliDecoderState* state_;
};

template <class Decoder>
ContentDecoder& make_in(Arena& arena) {
  return *new (arena.allocate(sizeof(Decoder), alignof(Decoder))) Decoder(arena);
}

}  // namespace

ContentDecoder& ContentDecoder::make(ContentCoding coding, Arena& arena) {
  SAKI_CHECK(coding != ContentCoding::Identity, "the identity needs no decoder");
  return coding == ContentCoding::Brotli ? make_in<BrotliDecoder>(arena) : make_in<GzipDecoder>(arena);
}

}  // namespace saki::http
