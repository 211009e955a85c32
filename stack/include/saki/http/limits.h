// SPDX-License-Identifier: Apache-2.0
//
// Limits and Timeouts: every bound on what a peer can make the server hold or wait for, each with a name.
//
// A bound is declared once: its default below, its sentence in the table that limit_settings() and timeout_settings() return. The
// configuration's schema, the reference page and the checks are made from those tables.
#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <string_view>

namespace saki::http {

struct Limits {  // Affinity: frozen.
  std::uint64_t head_bytes = 16 * 1024;
  std::uint64_t request_line_bytes = 8 * 1024;
  std::uint64_t field_count = 100;
  std::uint64_t body_bytes = 64 * 1024 * 1024;
  std::uint64_t buffered_body_bytes = 1024 * 1024;
  std::uint64_t chunk_overhead_bytes = 16 * 1024;
  std::uint64_t trailer_bytes = 8 * 1024;
  std::uint64_t proxy_header_bytes = 2 * 1024;
  std::uint64_t forwarded_hops = 16;
  std::uint64_t drain_bytes = 256 * 1024;
  std::uint64_t body_rate_bytes = 256;
  std::uint64_t read_rate_bytes = 256;
  std::uint64_t output_bytes = 64 * 1024;
  std::uint64_t pipelined_requests = 64;
  std::uint64_t requests_per_connection = 1'000'000;
  std::uint64_t connections = 16 * 1024;
  std::uint64_t connections_per_address = 0;
  std::uint64_t tls_handshakes = 1024;
  std::uint64_t web_socket_message_bytes = 1024 * 1024;
  std::uint64_t web_socket_frame_bytes = 16 * 1024 * 1024;
  std::uint64_t web_socket_queue_bytes = 256 * 1024;
  std::uint64_t web_socket_queue_count = 256;
  std::uint64_t spawned_tasks = 10'000;
};

struct Timeouts {  // Affinity: frozen. Zero means no bound.
  std::chrono::milliseconds head{10'000};
  std::chrono::milliseconds body_idle{30'000};
  std::chrono::milliseconds write_idle{30'000};
  std::chrono::milliseconds rate_grace{30'000};
  std::chrono::milliseconds keep_alive_idle{60'000};
  std::chrono::milliseconds request{0};
  std::chrono::milliseconds half_close_grace{1'000};
  std::chrono::milliseconds linger{2'000};
  std::chrono::milliseconds tls_handshake{10'000};
  std::chrono::milliseconds web_socket_idle{30'000};
  std::chrono::milliseconds web_socket_pong{15'000};
  std::chrono::milliseconds web_socket_close{5'000};
  std::chrono::milliseconds web_socket_grace{10'000};
};

enum class SettingUnit : std::uint8_t { Bytes, BytesPerSecond, Count };

struct LimitSetting {
  std::string_view name;  // Below `server.limits`.
  std::uint64_t Limits::* member;
  SettingUnit unit;
  std::uint64_t least;
  std::uint64_t most;
  std::string_view sentence;
};

struct TimeoutSetting {
  std::string_view name;  // Below `server.timeouts`.
  std::chrono::milliseconds Timeouts::* member;
  std::chrono::milliseconds least;
  std::chrono::milliseconds most;
  std::string_view sentence;
};

// One entry for each member, in order. Affinity: any.
[[nodiscard]] std::span<const LimitSetting> limit_settings() noexcept;
[[nodiscard]] std::span<const TimeoutSetting> timeout_settings() noexcept;

}  // namespace saki::http
