// SPDX-License-Identifier: Apache-2.0
//
// RoomInbox: orders from any thread to one worker, without a lock: a stack that writers push onto by one exchange, and that the reader
// takes as a whole and turns over.
#pragma once

#include <atomic>
#include <utility>

#include "room/room_order.h"

namespace saki {

class RoomInbox {
 public:
  RoomInbox() noexcept = default;
  RoomInbox(const RoomInbox&) = delete;
  RoomInbox& operator=(const RoomInbox&) = delete;
  ~RoomInbox() { free_all(newest_.load(std::memory_order_acquire)); }

  // True where it was empty: the reader has to be told. Affinity: any.
  [[nodiscard]] bool push(RoomOrder order) {
    Node* older = newest_.load(std::memory_order_relaxed);
    auto* const node = new Node{std::move(order), older};
    while (!newest_.compare_exchange_weak(older, node, std::memory_order_release, std::memory_order_relaxed)) node->older = older;
    return older == nullptr;  // The node is the reader's already.
  }

  [[nodiscard]] bool empty() const noexcept { return newest_.load(std::memory_order_relaxed) == nullptr; }

  // Calls `carry_out(order)` for all that are there now, the oldest first. Affinity: the reader's thread.
  template <class F>
  void take_all(const F& carry_out) {
    Node* next = turned_over(newest_.exchange(nullptr, std::memory_order_acquire));
    while (next != nullptr) {
      Node* const node = std::exchange(next, next->older);
      carry_out(std::move(node->order));
      delete node;
    }
  }

 private:
  struct Node {
    RoomOrder order;
    Node* older;
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
};

}  // namespace saki
