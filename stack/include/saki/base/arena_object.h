// SPDX-License-Identifier: Apache-2.0
//
// ArenaObject: something with a destructor that ends with an arena's memory; and ArenaObjects, the list of them, which ends the newest
// first.
#pragma once

#include <cstdint>
#include <utility>

namespace saki {

class ArenaObject {  // Affinity: loop.
 public:
  enum class Home : std::uint8_t { Arena, Heap };

  // `kind` tells it from others in the same list; null for what nobody looks for.
  explicit ArenaObject(const void* kind = nullptr, Home home = Home::Arena) noexcept : kind_(kind), home_(home) {}
  ArenaObject(const ArenaObject&) = delete;
  ArenaObject& operator=(const ArenaObject&) = delete;
  virtual ~ArenaObject() = default;

  [[nodiscard]] const void* kind() const noexcept { return kind_; }
  [[nodiscard]] ArenaObject* older() const noexcept { return older_; }

  // Copies what it holds to an object on the heap, for who outlives the arena; null where it cannot be copied.
  [[nodiscard]] virtual ArenaObject* copy_out() const { return nullptr; }

 private:
  friend class ArenaObjects;
  void end() noexcept {
    if (home_ == Home::Heap)
      delete this;
    else
      this->~ArenaObject();
  }

  const void* kind_;
  ArenaObject* older_ = nullptr;
  Home home_;
};

class ArenaObjects {  // Affinity: loop.
 public:
  ArenaObjects() noexcept = default;
  ArenaObjects(const ArenaObjects&) = delete;
  ArenaObjects& operator=(const ArenaObjects&) = delete;
  ~ArenaObjects() { end(); }

  [[nodiscard]] ArenaObject* newest() const noexcept { return newest_; }
  [[nodiscard]] ArenaObject* find(const void* kind) const noexcept {  // The newest of them.
    ArenaObject* object = newest_;
    while (object != nullptr && object->kind_ != kind) object = object->older_;
    return object;
  }
  void add(ArenaObject& object) noexcept { object.older_ = std::exchange(newest_, &object); }

  // Adds copies of those of `from` that can be copied, in their order.
  void copy_from(const ArenaObjects& from) { copy_up_to(from.newest_); }
  void swap(ArenaObjects& other) noexcept { std::swap(newest_, other.newest_); }

  // What one of them adds while it ends is ended as well.
  void end() noexcept {
    while (newest_ != nullptr) std::exchange(newest_, newest_->older_)->end();
  }

 private:
  void copy_up_to(const ArenaObject* object) {
    if (object == nullptr) return;
    copy_up_to(object->older_);
    if (ArenaObject* const copy = object->copy_out()) add(*copy);
  }

  ArenaObject* newest_ = nullptr;
};

}  // namespace saki
