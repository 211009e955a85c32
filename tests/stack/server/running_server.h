// SPDX-License-Identifier: Apache-2.0
//
// RunningServer: a server whose run() has a thread of its own.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "saki/server/server.h"
#include "stack/server/test_application.h"

namespace saki {

inline ListenPlace at(std::string_view text) { return {.address = *Address::parse(text), .place = {.file = "test"}}; }

class RunningServer {
 public:
  explicit RunningServer(ServerOptions options, TestApplication* application = nullptr)
      : application_(application != nullptr ? *application : own_application_) {
    options.signals = ServerSignals::Ignore;
    options.announce = [this](std::string_view line) {
      lines_.emplace_back(line);
      if (lines_.size() == server_->listening().size()) listening_.store(true);
      listening_.notify_all();
    };
    Diagnostics diagnostics;
    server_ = Server::open(std::move(options), application_, log_, diagnostics);
    if (server_ == nullptr) throw std::runtime_error(diagnostics.text());
    thread_ = std::thread([this] { status_ = server_->run(); });
    listening_.wait(false);
  }
  ~RunningServer() {
    if (thread_.joinable()) {
      EXPECT_EQ(end(), 0);
    }
  }

  int end() {
    server_->stop();
    thread_.join();
    return status_;
  }

  [[nodiscard]] Address address(std::size_t index = 0) const { return server_->listening()[index]; }
  [[nodiscard]] const std::vector<std::string>& lines() const { return lines_; }
  TestApplication& application() { return application_; }
  Server& server() { return *server_; }

 private:
  TestApplication own_application_;
  TestApplication& application_;
  Log log_;
  std::vector<std::string> lines_;
  std::atomic<bool> listening_ = false;
  std::unique_ptr<Server> server_;
  std::thread thread_;
  int status_ = -1;
};

}  // namespace saki
