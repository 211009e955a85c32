// SPDX-License-Identifier: Apache-2.0
//
// ConnectionPlace: what a connection occupies as long as it lasts, in whatever bounds the number of connections.
#pragma once

#include <utility>

namespace saki::http {

class ConnectionPlaces {  // Outlives the places taken.
 public:
  // `detail` is what the place was made with. Affinity: any.
  virtual void on_place_left(void* detail) noexcept = 0;

 protected:
  ~ConnectionPlaces() = default;
};

class ConnectionPlace {  // Affinity: any, one thread at a time. Leaves by itself.
 public:
  ConnectionPlace() noexcept = default;  // No place: where nothing bounds.
  explicit ConnectionPlace(ConnectionPlaces& places, void* detail = nullptr) noexcept : places_(&places), detail_(detail) {}
  ConnectionPlace(ConnectionPlace&& other) noexcept : places_(std::exchange(other.places_, nullptr)), detail_(other.detail_) {}
  ConnectionPlace& operator=(ConnectionPlace&&) = delete;
  ~ConnectionPlace() {
    if (places_ != nullptr) places_->on_place_left(detail_);
  }

 private:
  ConnectionPlaces* places_ = nullptr;
  void* detail_ = nullptr;
};

}  // namespace saki::http
