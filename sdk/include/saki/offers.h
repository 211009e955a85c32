// SPDX-License-Identifier: Apache-2.0
//
// Offers: what packages of one service have for each other, by type and name: a store that others may keep things in, a database, a lock.
//
//   context.offers().add<StoreProvider>("redis", *this);               // in one package's start()
//   auto* provider = context.offers().find<StoreProvider>("redis");    // in the start() of one that was added later
//
// So neither has to know the other, only the type between them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "saki/type_key.h"

namespace saki {

class Offers {  // Affinity: main, while packages start.
 public:
  // Lists `offer`, which lives until the service has stopped. A second one of the same type and name is a mistake, which is checked.
  template <class T>
  void add(std::string_view name, T& offer) {
    add(type_key<T>(), name, &offer);
  }

  // The offer of that name; null when no package that has started already makes it.
  template <class T>
  [[nodiscard]] T* find(std::string_view name) const noexcept {
    return static_cast<T*>(find(type_key<T>(), name));
  }

  // What find<T> would know, in the order added: for an error that tells the choice.
  template <class T>
  [[nodiscard]] std::vector<std::string> names() const {
    return names(type_key<T>());
  }

 private:
  struct Entry {
    TypeKey type;
    std::string name;
    void* offer;
  };

  void add(TypeKey type, std::string_view name, void* offer);
  [[nodiscard]] void* find(TypeKey type, std::string_view name) const noexcept;
  [[nodiscard]] std::vector<std::string> names(TypeKey type) const;

  std::vector<Entry> entries_;
};

}  // namespace saki
