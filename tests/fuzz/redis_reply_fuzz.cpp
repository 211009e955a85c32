// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as what a Redis server sends, within small bounds: whole, cut in three, and byte by byte they come to the same replies and the
// same end. Each reply is read as every kind of value.
#include <string>

#include "fuzz/controls.h"
#include "reply_reader.h"
#include "saki/redis/stream_entry.h"
#include "saki/redis/value.h"

namespace saki {
namespace {

void write(std::string& text, const RedisReply& reply) {
  text.append(to_string(reply.kind())).append(" ").append(std::to_string(reply.integer())).append(" ").append(reply.text());
  text.append(reply.error_code()).append("(");
  for (const RedisReply& each : reply.elements()) write(text, each);
  text += ")";
}

template <class... Values>
void read_as(const RedisReply& reply) {
  (static_cast<void>(RedisValue<Values>::from(RedisReply(reply))), ...);
}

// The replies as text, and how it ended.
std::string read_in_pieces(std::string_view bytes, const RedisOptions& options, const std::vector<std::size_t>& cuts) {
  RedisReplyReader reader(options);
  std::string text;
  std::size_t start = 0;
  for (std::size_t index = 0; index <= cuts.size(); ++index) {
    const std::size_t end = index < cuts.size() ? cuts[index] : bytes.size();
    const std::string piece(bytes.substr(start, end - start));  // Memory of its own, so that nothing behind it can be read unseen.
    start = end;
    if (!piece.empty() && !reader.feed(as_bytes(piece))) return text + "!";
    RedisReply reply;
    for (auto got = reader.next(reply); !got || *got; got = reader.next(reply)) {
      if (!got) return text + "!";
      write(text, reply);
      read_as<std::string, std::int64_t, double, bool>(reply);
    }
  }
  return text;
}

}  // namespace
}  // namespace saki

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  saki::http::Controls controls(data, size);
  const auto cuts = controls.cuts();
  saki::RedisOptions options;
  options.reply_elements = 16 + controls.number();
  const std::string_view bytes = controls.rest();
  std::vector<std::size_t> everywhere;
  for (std::size_t at = 1; at < bytes.size(); ++at) everywhere.push_back(at);
  const std::string whole = saki::read_in_pieces(bytes, options, {});
  saki::http::require(saki::read_in_pieces(bytes, options, cuts.in(bytes.size())) == whole);
  saki::http::require(saki::read_in_pieces(bytes, options, everywhere) == whole);
  return 0;
}
