// SPDX-License-Identifier: Apache-2.0
//
// IntrusiveList: a doubly linked list whose links live in its elements. Nothing is allocated; an element leaves in O(1), by itself
// when destroyed. An element is in at most one list per link base (`Tag` tells several apart).
#pragma once

#include <cstddef>

namespace saki {

template <class Tag = void>
class ListLink {
 public:
  ListLink() noexcept = default;
  ListLink(const ListLink&) = delete;
  ListLink& operator=(const ListLink&) = delete;
  ~ListLink() { unlink(); }

  [[nodiscard]] bool linked() const noexcept { return next_ != nullptr; }

  void unlink() noexcept {
    if (!linked()) return;
    previous_->next_ = next_;
    next_->previous_ = previous_;
    next_ = previous_ = nullptr;
  }

 private:
  template <class T, class U>
  friend class IntrusiveList;

  ListLink* previous_ = nullptr;
  ListLink* next_ = nullptr;
};

template <class T, class Tag = void>
class IntrusiveList {  // T derives from ListLink<Tag>. The list outlives nothing: elements still linked at its end are unlinked.
  using Link = ListLink<Tag>;

 public:
  IntrusiveList() noexcept { head_.next_ = head_.previous_ = &head_; }
  IntrusiveList(const IntrusiveList&) = delete;
  IntrusiveList& operator=(const IntrusiveList&) = delete;
  ~IntrusiveList() {
    while (!empty()) pop_front();
    head_.next_ = head_.previous_ = nullptr;
  }

  [[nodiscard]] bool empty() const noexcept { return head_.next_ == &head_; }
  [[nodiscard]] T& front() noexcept { return *static_cast<T*>(head_.next_); }
  [[nodiscard]] T& back() noexcept { return *static_cast<T*>(head_.previous_); }

  void push_back(T& element) noexcept { insert(element, *head_.previous_, head_); }
  void push_front(T& element) noexcept { insert(element, head_, *head_.next_); }
  T& pop_front() noexcept {
    T& element = front();
    static_cast<Link&>(element).unlink();
    return element;
  }

  // Moves every element to the end of `other`, keeping their order.
  void move_all_to(IntrusiveList& other) noexcept {
    while (!empty()) other.push_back(pop_front());
  }

 private:
  static void insert(Link& link, Link& before, Link& after) noexcept {
    link.previous_ = &before;
    link.next_ = &after;
    before.next_ = &link;
    after.previous_ = &link;
  }
  Link head_;
};

}  // namespace saki
