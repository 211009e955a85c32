// SPDX-License-Identifier: Apache-2.0
//
// ClientLimits and ClientTimeouts: every bound on what a server can make the client hold or wait for, and the client a server.
#pragma once

#include <chrono>
#include <cstdint>

namespace saki::client {

struct ClientLimits {  // Affinity: frozen.
  std::uint32_t connections = 256;             // Of the client, in use and idle.
  std::uint32_t connections_per_origin = 32;
  std::uint32_t waiting_requests = 1024;       // For a connection; one more is refused at once.
  std::uint64_t requests_per_connection = 1'000'000;
  std::uint32_t head_bytes = 32 * 1024;        // Status line and fields together, of each interim answer too. Checked: 4 KiB at least.
  std::uint32_t field_count = 100;             // In a head, and in trailers.
  std::uint32_t interim_answers = 10;          // 1xx before the answer.
  std::uint64_t content_bytes = 64 * 1024 * 1024;  // Of an answer, decoded; Request::content_bytes says otherwise.
  std::uint64_t decoding_ratio = 1000;         // Decoded bytes for each received one, past the first 64 KiB; 0 for no bound.
  std::uint64_t chunk_overhead_bytes = 16 * 1024;  // Chunk sizes and extensions beyond 16 bytes and twice its content for each chunk.
  std::uint64_t trailer_bytes = 8 * 1024;
};

struct ClientTimeouts {  // Affinity: frozen. Zero means no bound.
  std::chrono::milliseconds waiting{10'000};      // For a connection that others use.
  std::chrono::milliseconds resolving{10'000};
  std::chrono::milliseconds connecting{10'000};   // All addresses of a name together.
  std::chrono::milliseconds tunnelling{10'000};
  std::chrono::milliseconds securing{10'000};
  std::chrono::milliseconds send_idle{30'000};    // Without the server taking a byte of the request.
  std::chrono::milliseconds answering{30'000};    // From the end of the request to the end of the answer's head.
  std::chrono::milliseconds body_idle{30'000};    // Without a byte of the content that is being waited for.
  std::chrono::milliseconds whole{0};             // From first to last.
  std::chrono::milliseconds expect_continue{1'000};   // For 100 (Continue) before the content is sent all the same.
  std::chrono::milliseconds keep_alive_idle{30'000};  // An unused connection is kept so long.
};

}  // namespace saki::client
