// SPDX-License-Identifier: Apache-2.0
//
// RoomInbox: orders from any thread to one worker, without a lock: a stack that writers push onto by one exchange, and that the reader
// takes as a whole and turns over, to take orders from it one by one.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <utility>

#include "room/room_order.h"

namespace saki {

class RoomInbox {
 public:
  RoomInbox() noexcept = default;
  RoomInbox(const RoomInbox&) = delete;
  RoomInbox& operator=(const RoomInbox&) = delete;
  ~RoomInbox() {
    free_all(oldest_);
    free_all(newest_.load(std::memory_order_acquire));
  }

  // True where nobody had pushed since the reader turned it over: it has to be told. Affinity: any.
  [[nodiscard]] bool push(RoomOrder order) {
    Node* older = newest_.load(std::memory_order_relaxed);
    auto* const node = new Node{std::move(order), older};
    while (!newest_.compare_exchange_weak(older, node, std::memory_order_release, std::memory_order_relaxed)) node->older = older;
    return older == nullptr;  // The node is the reader's already.
  }

  // These two: affinity of the reader's thread.
  [[nodiscard]] bool empty() const noexcept { return oldest_ == nullptr && newest_.load(std::memory_order_relaxed) == nullptr; }

  [[nodiscard]] std::optional<RoomOrder> take() {  // The oldest.
    if (oldest_ == nullptr) oldest_ = turned_over(newest_.exchange(nullptr, std::memory_order_acquire));
    if (oldest_ == nullptr) return std::nullopt;
    const std::unique_ptr<Node> node(std::exchange(oldest_, oldest_->older));
    return std::move(node->order);
  }

 private:
  struct Node {
    RoomOrder order;
    Node* older;  // Once it is turned over: the next.
  };

  static Node* turned_over(Node* newest) noexcept {
    Node* turned = nullptr;
    while (newest != nullptr) {
      Node* const older = std::exchange(newest->older, turned);
      turned = std::exchange(newest, older);
    }
    return turned;
  }
  static void free_all(Node* newest) noexcept {
    while (newest != nullptr) delete std::exchange(newest, newest->older);
  }

  std::atomic<Node*> newest_ = nullptr;
  Node* oldest_ = nullptr;  // Of those that are turned over. The reader's.
};

}  // namespace saki
