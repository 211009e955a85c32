// SPDX-License-Identifier: Apache-2.0
//
// Request: one request as its handler sees it.
//
// Everything it gives as a view lives until the handler's task has ended. The content is not read before it is asked for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "saki/address.h"
#include "saki/base/arena.h"
#include "saki/base/bytes.h"
#include "saki/end_hook.h"
#include "saki/http_words.h"
#include "saki/kept.h"
#include "saki/parameters.h"
#include "saki/surroundings.h"
#include "saki/task/task.h"
#include "saki/text_value.h"
#include "saki/tls_info.h"
#include "saki/type_key.h"

namespace saki {

class Identity;
class RequestDecoder;
struct RouteEntry;
struct RouteMatch;

namespace http {
class Exchange;
}

class Request : public Surroundings {  // Affinity: loop. Lives until the exchange ends.
 public:
  Request(http::Exchange& exchange, WorkerContext& context, const RouteEntry& route, const RouteMatch& match) noexcept
      : Surroundings(context), route_(route), exchange_(&exchange), match_(&match) {}

  [[nodiscard]] Method method() const noexcept;
  [[nodiscard]] std::string_view path() const noexcept;    // Decoded and normalised.
  [[nodiscard]] std::string_view target() const noexcept;  // As received, with the query.

  // Who asks, and for what, as the client itself sees it: by the word of the proxies that the configuration trusts, where there are some.
  // What they say lives as long as the request.
  [[nodiscard]] const Address& client() const;  // Its port is 0 where no proxy has told it.
  [[nodiscard]] std::string_view scheme() const;  // "http" or "https".
  [[nodiscard]] std::string_view host() const;  // With its port, if one was given.
  [[nodiscard]] bool secure() const { return scheme() == "https"; }

  // The other end of the connection, which may be a proxy.
  [[nodiscard]] const Address& peer() const noexcept;
  // What was settled on with it; null where this service does not encrypt, whatever a proxy in front of it does. Who the client is stands
  // there where its certificate was asked for and found good: request.tls()->peer->subject.
  [[nodiscard]] const TlsInfo* tls() const noexcept;

  // The text of a path parameter, by its name or its place from 0. Asking for one that the route does not have aborts.
  [[nodiscard]] std::string_view path_parameter(std::string_view name) const noexcept;
  [[nodiscard]] std::string_view path_parameter(std::size_t index) const noexcept;

  // The same as a value. Throws NotFound where the text is not one, which a typed pattern rules out.
  template <class T>
  [[nodiscard]] T path_parameter(std::string_view name) const {
    return path_value<T>(path_parameter(name));
  }
  template <class T>
  [[nodiscard]] T path_parameter(std::size_t index) const {
    return path_value<T>(path_parameter(index));
  }

  // The decoded query. Throws BadRequest when it is malformed.
  [[nodiscard]] const Parameters& query();

  // The first field of that name, in any letter case; absent is told apart from empty.
  [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const noexcept;
  [[nodiscard]] std::optional<std::string_view> cookie(std::string_view name) const noexcept;

  // --- Content. Each throws ContentTooLarge past the route's bound, RequestTimeout when the client stalls, BadRequest for framing
  // outside the grammar, Cancelled when the client is gone. Content in a coding such as gzip is decoded where `server.compression.requests`
  // allows it; otherwise they throw UnsupportedMediaType.

  [[nodiscard]] bool has_body() const noexcept;
  [[nodiscard]] std::optional<std::uint64_t> content_length() const noexcept;  // As it comes; nothing where only the end will tell.

  // All of it, as it comes. Held whole: unless the route sets a bound, ContentTooLarge is thrown past limits.buffered_body_bytes
  // already, before anything is read where the client told the length. So with the two below; read() is not bounded by it.
  [[nodiscard]] Task<std::string> content();

  // The same without waiting and without a copy, where all of it is there and none of it was read; nothing otherwise, then nothing is
  // taken.
  [[nodiscard]] std::optional<std::string_view> take_content_at_hand() noexcept;

  [[nodiscard]] Task<std::string> text();  // All of it. Throws BadRequest also for what is not UTF-8.
  [[nodiscard]] Task<Parameters> form();  // Also throws UnsupportedMediaType unless it is application/x-www-form-urlencoded.

  // Reads the next bytes into `into`, which is not empty; returns how many were placed, 0 once at the end.
  [[nodiscard]] Task<std::size_t> read(MutableBytes into);

  // Throws UnsupportedMediaType unless the content is said to be of that type; for "application/json" also what is built on it.
  void require_media_type(std::string_view media_type) const;
  void require_text() const;  // The same for all of text/*.

  // Tells the client now what the response will probably carry, such as {"Link", "</style.css>; rel=preload"}: 103 (Early Hints). Any
  // number of times before the response. Throws InvalidField, and Cancelled when the client is gone.
  [[nodiscard]] Task<> hint(std::string_view name, std::string_view value);

  // The service's own settings, as they are when the request asks for the first time: whatever changes, it and the socket or the stream
  // that may come of it find them so to the end. See <saki/surroundings.h>.
  template <class T>
  [[nodiscard]] const T& settings() const {
    return *static_cast<const T*>(own_settings(type_key<T>(), type_key<PinnedSettings(T)>()));
  }

  // --- What lives and ends with it; the service around it is in <saki/surroundings.h>

  [[nodiscard]] Arena& arena() const noexcept;  // Memory that lives as long as the request.

  // Makes a T that lives as long as the request, in its memory, and gives it; the newest ends first. Of several of one type kept() gives
  // the newest. What a request kept when a WebSocket or a stream of events took it over goes along as a copy, where it can be copied.
  template <class T, class... Arguments>
  T& keep(Arguments&&... arguments) {
    static_assert(alignof(T) <= alignof(std::max_align_t));
    Arena& memory = arena();
    auto* const kept =
        new (memory.allocate(sizeof(Kept<T>), alignof(Kept<T>))) Kept<T>(ArenaObject::Home::Arena, std::forward<Arguments>(arguments)...);
    memory.adopt(*kept);
    return kept->value;
  }

  // What was kept of that type; null where nothing was.
  template <class T>
  [[nodiscard]] T* kept() const noexcept {
    ArenaObject* const found = find_kept(type_key<T>());
    return found != nullptr ? &static_cast<Kept<T>*>(found)->value : nullptr;
  }

  // Calls `function(outcome, arguments…)`, or `function(request, outcome, arguments…)`, once the exchange has ended, however it did: after
  // the handler, on its worker, before what was kept earlier ends. The answer may still be on its way through the system. Arguments are
  // decayed and moved in. What it throws is logged. A socket's handshake has ended with 101.
  template <class F, class... Arguments>
  void at_end(F function, Arguments&&... arguments) {
    static_assert(detail::Captureless<F>, "at_end takes a function or a closure without captures; pass what it needs as arguments");
    using Hook = EndHook<F, std::decay_t<Arguments>...>;
    static_assert(alignof(Hook) <= alignof(std::max_align_t));
    Arena& memory = arena();
    memory.adopt(*new (memory.allocate(sizeof(Hook), alignof(Hook)))
                     Hook(*this, std::move(function), std::forward<Arguments>(arguments)...));
  }

  // Whether nobody is left to answer: the client reset the connection, or closed its side and Timeouts::half_close_grace has passed. It
  // asks the system: one call. A handler whose client leaves is cancelled at its wait, so this is for one that does not wait, or wants to
  // know why it was cancelled. Of a socket and a stream of events, what they receive tells: here it is false.
  [[nodiscard]] bool client_gone() const noexcept;

  // Waits until the client has left, and then goes on where every later wait throws Cancelled. Throws Cancelled when the handler is
  // cancelled for something else.
  [[nodiscard]] Task<> until_client_gone();

  // Who asks, as the route's authenticator found; anonymous where it has none. See <saki/identity.h>.
  [[nodiscard]] const Identity& identity() const noexcept;

  // The parts beneath, for the SDK itself.
  [[nodiscard]] http::Exchange& exchange() const noexcept {
    if (exchange_ == nullptr) [[unlikely]]
      unfold();
    return *exchange_;
  }
  [[nodiscard]] const RouteEntry& route() const noexcept { return route_; }
  [[nodiscard]] const RouteMatch& match() const noexcept {
    if (match_ == nullptr) [[unlikely]]
      unfold();
    return *match_;
  }

 protected:
  // A KeptRequest, which is unfolded when something of its exchange is asked for.
  Request(WorkerContext& context, const RouteEntry& route) noexcept : Surroundings(context), route_(route) {}

 private:
  template <class T>
  [[nodiscard]] static T path_value(std::string_view text) {
    if constexpr (std::is_same_v<T, std::string>) {
      return T(text);  // Every path is well-formed text.
    } else {
      T value{};
      if (!parse_text(text, value)) refuse_path();
      return value;
    }
  }
  [[noreturn]] static void refuse_path();
  [[nodiscard]] std::uint64_t whole_content_bound() const noexcept;
  [[nodiscard]] RequestDecoder* decoder();
  [[nodiscard]] Task<Result<std::size_t>> receive(MutableBytes into);
  [[nodiscard]] ArenaObject* find_kept(TypeKey key) const noexcept {
    return exchange_ != nullptr ? arena().objects().find(key) : find_along(key);
  }
  [[nodiscard]] ArenaObject* find_along(TypeKey key) const noexcept;

  // What a request holds on to of the settings that may change. `pin` is the kind of the object that does.
  class PinnedSettings;
  [[nodiscard]] const void* own_settings(TypeKey key, TypeKey pin) const;
  void pin_settings(std::shared_ptr<const void> settings, TypeKey pin) const;

  void unfold() const noexcept;

  const RouteEntry& route_;
  mutable http::Exchange* exchange_ = nullptr;  // This and the next: null in a KeptRequest that was not unfolded yet.
  mutable const RouteMatch* match_ = nullptr;
  Parameters query_;
  RequestDecoder* decoder_ = nullptr;  // Of coded content, once it is being read.
  bool query_parsed_ = false;
  bool decoder_settled_ = false;
};

}  // namespace saki
