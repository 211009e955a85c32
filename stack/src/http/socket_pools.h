// SPDX-License-Identifier: Apache-2.0
//
// SocketPools: what the WebSockets of a worker borrow while a message is on its way.
#pragma once

#include "http/deflate_pool.h"
#include "saki/net/buffer.h"

namespace saki::http {

struct SocketPools {  // Outlives the sockets.
  BufferPool& buffers;
  DeflatePool& coders;
};

}  // namespace saki::http
