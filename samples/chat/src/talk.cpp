// SPDX-License-Identifier: Apache-2.0
//
// One member, from coming in to leaving. What is said is kept before it is told, so that its id is its place in the room's history.
#include "handlers.h"
#include "queries.h"
#include "saki/room.h"

namespace {

saki::Task<Message> keep(saki::Request& request, const std::string& room, const std::string& author, const std::string& text) {
  auto kept = co_await queries::add_message(request.use<saki::Sqlite>(), room, author, text, request.now());
  co_return std::move(*kept);
}

saki::Task<> tell(const saki::Room<News>& room, NewsKind kind, const std::string& who, std::optional<Message> message) {
  const std::size_t present = co_await room.count();
  room.send(News(kind, who, static_cast<std::uint32_t>(present), std::move(message)));
}

}  // namespace

saki::Task<> handlers::talk(saki::Request& request, saki::WebSocket<Saying, News>& socket, std::string room, Visitor query) {
  const saki::Room<News> everybody(request, room);
  auto seat = everybody.join(socket);
  co_await tell(everybody, NewsKind::Joined, query.name, std::nullopt);
  while (const auto saying = co_await socket.next()) {
    Message message = co_await keep(request, room, query.name, saying->text);
    co_await tell(everybody, NewsKind::Said, query.name, std::move(message));
  }
  seat.leave();
  co_await tell(everybody, NewsKind::Left, query.name, std::nullopt);
}
