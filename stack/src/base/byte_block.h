// SPDX-License-Identifier: Apache-2.0
//
// ByteBlock: as many bytes as this processor's baseline compares at once. The three kinds have one interface; the portable one
// compiles everywhere and is tested beside the chosen one.
//
// Wider registers would gain little: most names and half of all values are shorter than sixteen bytes.
#pragma once

#include "base/byte_block_portable.h"

#if defined(__SSE2__)
#include "base/byte_block_sse2.h"
namespace saki {
using sse2::ByteBlock;
}
#elif defined(__aarch64__)
#include "base/byte_block_neon.h"
namespace saki {
using neon::ByteBlock;
}
#else
namespace saki {
using portable::ByteBlock;
}
#endif
