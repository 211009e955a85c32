// SPDX-License-Identifier: Apache-2.0
//
// ScriptedClient: sends requests drawn from a plan in pieces drawn from it, reads in pieces, and knows what must come back.
#pragma once

#include <string>
#include <vector>

#include "saki/base/file_descriptor.h"
#include "stack/server/fault_plan.h"

namespace saki {

class ScriptedClient {
 public:
  struct Answer {
    int status;
    std::string content;
    bool operator==(const Answer&) const = default;
  };

  ScriptedClient(FaultPlan& plan, FileDescriptor socket);

  bool step();  // Sends or reads a little. False when there was nothing to do.
  [[nodiscard]] bool done() const noexcept { return done_; }
  [[nodiscard]] const std::string& received() const noexcept { return received_; }

  // What is wrong with what came back, or nothing. With losses the answers may break off anywhere.
  [[nodiscard]] std::string complaint() const;

 private:
  enum class Leave : std::uint8_t { WhenClosed, HalfClosing, Abruptly };

  void add_request();
  void add(std::string bytes, Answer answer, bool to_head = false);
  bool send_some();
  bool receive_some();

  struct Expected {
    Answer answer;
    bool to_head;  // The answer has no content whatever its length says.
  };

  FaultPlan& plan_;
  FileDescriptor socket_;
  Leave leave_;
  std::string requests_;
  std::vector<Expected> expected_;
  std::size_t sent_ = 0;
  std::size_t leave_at_ = 0;  // Sent bytes, when it leaves abruptly.
  std::string received_;
  bool finished_sending_ = false;
  bool done_ = false;
};

}  // namespace saki
