// SPDX-License-Identifier: Apache-2.0
//
// The variables by which a service learns that it is supervised. It takes them out of its environment, so that no child of its own
// believes the same.
#pragma once

namespace saki {

// "2 4711 5 6": the version of what is spoken over the channel, the supervisor's process, the channel, the table of heartbeats.
inline constexpr const char* kSupervisorVariable = "SAKI_SUPERVISOR";
inline constexpr const char* kListeningVariable = "SAKI_LISTENING";  // See kept_socket.h.
inline constexpr int kControlVersion = 2;

}  // namespace saki
