// SPDX-License-Identifier: Apache-2.0
#include "session/session_record.h"

#include "saki/json_reader.h"
#include "saki/json_writer.h"

namespace saki {
namespace {

void write_time(JsonWriter& out, std::string_view name, Timestamp time) {
  out.name(name);
  out.integer(std::int64_t{time.time().time_since_epoch().count()});
}

// Within what a Timestamp can say, so that no sum with it overflows, whatever the store holds.
bool read_time(JsonReader& in, Timestamp& time) {
  constexpr std::int64_t kEnd = 253'402'300'800'000'000;  // Of the year 9999.
  std::int64_t microseconds = 0;
  if (!in.read_int64(microseconds) || microseconds < 0 || microseconds >= kEnd) return false;
  time = WallTime(std::chrono::microseconds{microseconds});
  return true;
}

bool read_values(JsonReader& in, SessionRecord& record) {
  if (!in.begin_object()) return false;
  std::string_view name;
  while (in.next_member(name)) {
    std::string key(name);
    record.values.insert_or_assign(std::move(key), std::string(in.raw_value()));
  }
  return in.ok();
}

bool read_member(JsonReader& in, std::string_view name, SessionRecord& record) {
  if (name == "created") return read_time(in, record.created);
  if (name == "renewed") return read_time(in, record.renewed);
  if (name == "left") return read_time(in, record.left.emplace());
  if (name == "values") return read_values(in, record);
  if (name != "heir") return false;
  std::string_view heir;
  if (!in.read_string(heir)) return false;
  record.heir = heir;
  return true;
}

}  // namespace

std::string SessionRecord::text() const {
  std::string text;
  JsonWriter out(text);
  out.begin_object();
  write_time(out, "created", created);
  write_time(out, "renewed", renewed);
  if (left) {
    write_time(out, "left", *left);
    out.name("heir");
    out.string(heir);
  }
  out.name("values");
  out.begin_object();
  for (const auto& [key, json] : values) {
    out.name(key);
    out.raw(json);
  }
  out.end_object();
  out.end_object();
  return text;
}

std::optional<SessionRecord> SessionRecord::parse(std::string_view text) {
  JsonReader in(text);
  SessionRecord record;
  if (!in.begin_object()) return std::nullopt;
  std::string_view name;
  while (in.next_member(name)) {
    if (!read_member(in, name, record)) return std::nullopt;
  }
  if (!in.finish()) return std::nullopt;
  return record;
}

}  // namespace saki
