// SPDX-License-Identifier: Apache-2.0
//
// EventFrame: a server-sent event as it goes over the wire, made once and shared by all streams that send it.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace saki {

class EventLabel;

using EventFrame = std::shared_ptr<const std::string>;  // Affinity: any.

// The event in full (HTML Living Standard, section 9.2.6): id, event, a line of data for each of the text, and an empty line.
[[nodiscard]] std::string event_text(const EventLabel& label, std::string_view data);

// A comment, which clients pass over. Line breaks begin further ones.
[[nodiscard]] std::string event_comment(std::string_view text);

}  // namespace saki
