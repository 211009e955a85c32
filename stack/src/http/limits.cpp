// SPDX-License-Identifier: Apache-2.0
#include "saki/http/limits.h"

#include <array>

namespace saki::http {
namespace {

using std::chrono::milliseconds;
using enum SettingUnit;

constexpr std::uint64_t kKiB = 1024;
constexpr std::uint64_t kMiB = 1024 * kKiB;
constexpr std::uint64_t kTiB = kMiB * kMiB;
constexpr milliseconds kDay = std::chrono::hours(24);
constexpr milliseconds kNone{0};

constexpr std::array kLimitSettings{
    LimitSetting{"head_bytes", &Limits::head_bytes, Bytes, kKiB, kMiB, "Request line and fields together; a longer head is answered 431."},
    LimitSetting{"request_line_bytes", &Limits::request_line_bytes, Bytes, 64, kMiB, "The request line; a longer one is answered 414."},
    LimitSetting{"field_count", &Limits::field_count, Count, 1, 10'000, "Fields in a head, and in trailers; more are answered 431."},
    LimitSetting{"body_bytes", &Limits::body_bytes, Bytes, 0, kTiB,
                 "Content of a request where its route sets no other bound; more is answered 413."},
    LimitSetting{"buffered_body_bytes", &Limits::buffered_body_bytes, Bytes, 0, kTiB,
                 "Content that is held whole, as JSON is, where its route sets no other bound; more is answered 413."},
    LimitSetting{"chunk_overhead_bytes", &Limits::chunk_overhead_bytes, Bytes, 64, kMiB,
                 "Chunk sizes and extensions beyond 16 bytes and twice its content for each chunk; more is answered 400."},
    LimitSetting{"trailer_bytes", &Limits::trailer_bytes, Bytes, 0, kMiB, "Fields after a chunked body; more are answered 431."},
    LimitSetting{"proxy_header_bytes", &Limits::proxy_header_bytes, Bytes, 536, 64 * kKiB,
                 "A PROXY header of version 2 with its values; a connection that begins with a longer one is closed."},
    LimitSetting{"forwarded_hops", &Limits::forwarded_hops, Count, 1, 1000,
                 "Entries of Forwarded or X-Forwarded-For that are walked over; where they do not suffice, none of them counts."},
    LimitSetting{"drain_bytes", &Limits::drain_bytes, Bytes, 0, kTiB,
                 "Content that is read and dropped after an early answer so that the connection can be kept; past it, it is closed."},
    LimitSetting{
        "body_rate_bytes", &Limits::body_rate_bytes, BytesPerSecond, 0, kMiB,
        "Content per second that a client must send while it is waited for, past the grace; slower is answered 408; 0 for no bound."},
    LimitSetting{"read_rate_bytes", &Limits::read_rate_bytes, BytesPerSecond, 0, kMiB,
                 "Answer per second that a client must take while it is waited for, past the grace; slower is reset; 0 for no bound."},
    LimitSetting{"output_bytes", &Limits::output_bytes, Bytes, 4 * kKiB, 64 * kMiB,
                 "Answers that a connection holds before it waits for the client to read."},
    LimitSetting{"pipelined_requests", &Limits::pipelined_requests, Count, 1, 10'000,
                 "Answers to pipelined requests that are collected before they are sent."},
    LimitSetting{"requests_per_connection", &Limits::requests_per_connection, Count, 1, 1'000'000'000'000,
                 "Requests after which a connection is closed in order."},
    LimitSetting{"connections", &Limits::connections, Count, 1, 10'000'000,
                 "Connections that the service holds at once; over_capacity says what becomes of further ones."},
    LimitSetting{"connections_per_address", &Limits::connections_per_address, Count, 0, 10'000'000,
                 "Connections that one IPv4 address, or one IPv6 prefix, holds at once; further ones are refused; 0 for no bound."},
    LimitSetting{"tls_handshakes", &Limits::tls_handshakes, Count, 1, 1'000'000,
                 "TLS handshakes that a worker has on its hands; beyond them the one that has taken longest is broken off."},
    LimitSetting{"web_socket_message_bytes", &Limits::web_socket_message_bytes, Bytes, 1, kTiB,
                 "A message of a WebSocket, inflated, where its route sets no other bound; a larger one ends the socket with 1009."},
    LimitSetting{"web_socket_frame_bytes", &Limits::web_socket_frame_bytes, Bytes, 125, kTiB,
                 "What one frame of a WebSocket carries; a larger one ends the socket with 1009."},
    LimitSetting{"web_socket_queue_bytes", &Limits::web_socket_queue_bytes, Bytes, 1, kTiB,
                 "Frames that wait in the queue of one WebSocket; past it the policy of its route decides."},
    LimitSetting{"web_socket_queue_count", &Limits::web_socket_queue_count, Count, 1, 1'000'000,
                 "Messages that wait in the queue of one WebSocket; past it the policy of its route decides."},
    LimitSetting{"spawned_tasks", &Limits::spawned_tasks, Count, 1, 10'000'000,
                 "Tasks that handlers of one worker have spawned and that have not ended; a further one is refused with 503."},
};

constexpr std::array kTimeoutSettings{
    TimeoutSetting{"head", &Timeouts::head, kNone, kDay, "From a request's first byte to the end of its head; then 408."},
    TimeoutSetting{"body_idle", &Timeouts::body_idle, kNone, kDay, "Without a byte of the content that is being waited for; then 408."},
    TimeoutSetting{"write_idle", &Timeouts::write_idle, kNone, kDay,
                   "Without the client taking a byte of its answer; then the connection is reset."},
    TimeoutSetting{"rate_grace", &Timeouts::rate_grace, kNone, kDay,
                   "How far a client may fall behind body_rate_bytes or read_rate_bytes before it is cut off; 0 for no bound on rates."},
    TimeoutSetting{"keep_alive_idle", &Timeouts::keep_alive_idle, kNone, kDay,
                   "Between an answer and the next request; then the connection is closed."},
    TimeoutSetting{"request", &Timeouts::request, kNone, kDay,
                   "From the end of a request's head to the end of its answer; 0 for no bound."},
    TimeoutSetting{"half_close_grace", &Timeouts::half_close_grace, kNone, kDay,
                   "From the client's closing of its side to the cancelling of the handler that still works for it."},
    TimeoutSetting{"linger", &Timeouts::linger, kNone, kDay,
                   "For what the client still sends after a refusal, so that the answer is not lost to a reset."},
    TimeoutSetting{"tls_handshake", &Timeouts::tls_handshake, kNone, kDay,
                   "From the accepting of a TLS connection to the end of its handshake; then it is closed."},
    TimeoutSetting{"web_socket_idle", &Timeouts::web_socket_idle, kNone, kDay,
                   "Without a frame from the other side of a WebSocket; then it is pinged; 0 for never."},
    TimeoutSetting{"web_socket_pong", &Timeouts::web_socket_pong, kNone, kDay,
                   "From such a ping to anything that comes; then the WebSocket is reset."},
    TimeoutSetting{"web_socket_close", &Timeouts::web_socket_close, kNone, kDay,
                   "From the close of a WebSocket to the end of its connection; then it is reset."},
    TimeoutSetting{"web_socket_grace", &Timeouts::web_socket_grace, kNone, kDay,
                   "From the end of a WebSocket to the cancelling of the handler that still works for it."},
};

}  // namespace

std::span<const LimitSetting> limit_settings() noexcept { return kLimitSettings; }
std::span<const TimeoutSetting> timeout_settings() noexcept { return kTimeoutSettings; }

}  // namespace saki::http
