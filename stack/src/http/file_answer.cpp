// SPDX-License-Identifier: Apache-2.0
#include "http/file_answer.h"

#include <algorithm>

#include "http/multipart_ranges.h"
#include "saki/http/byte_ranges.h"
#include "saki/http/precondition.h"
#include "saki/loop/loop.h"

namespace saki::http {
namespace {

// A file from the future changed now: Last-Modified is never later than Date (RFC 9110 section 8.8.2.1).
std::string_view last_modified(const ServedFile& file, HttpTime now, Arena& arena) {
  if (file.modified() <= now) return file.last_modified();
  const auto text = format_http_date(now);
  return arena.copy({text.data(), text.size()});
}

std::shared_ptr<const FileDescriptor> descriptor_of(const SharedFile& file) { return {file, &file->descriptor()}; }

// Each coding of a file is a representation of its own (RFC 9110 section 8.8.3.3). A 304 outlives the file.
std::string_view tag_of(const FileChoice& choice, Arena& arena) {
  std::string_view tag = choice.file->tag();
  if (choice.coding.empty()) return arena.copy(tag);
  tag.remove_suffix(1);
  return arena.copy(std::string(tag).append("-").append(choice.coding).append("\""));
}

// What a 304 repeats of the 200 that it stands for (RFC 9110 section 15.4.5).
void add_validity(StaticAnswer& answer, const FileChoice& choice, std::string_view tag) {
  answer.add("ETag", tag);
  if (!choice.cache_control.empty()) answer.add("Cache-Control", choice.cache_control);
  if (choice.varies) answer.add("Vary", "Accept-Encoding");
}

void take_whole(StaticAnswer& answer, const FileChoice& choice, Arena& arena) {
  const std::span<FilePart> part = arena.allocate_array<FilePart>(1);
  part[0].count_bytes = choice.file->size_bytes();
  answer.add("Content-Type", choice.media_type);
  answer.content = FileParts(descriptor_of(choice.file), part, {});
}

void take_parts(StaticAnswer& answer, const FileChoice& choice, std::span<const ByteRange> ranges, Arena& arena) {
  const std::uint64_t size_bytes = choice.file->size_bytes();
  answer.status = Status::PartialContent;
  if (ranges.size() == 1) {
    const std::span<FilePart> part = arena.allocate_array<FilePart>(1);
    part[0] = {{}, ranges[0].first, ranges[0].count};
    answer.add("Content-Type", choice.media_type);
    answer.add("Content-Range", content_range(ranges[0], size_bytes, arena));
    answer.content = FileParts(descriptor_of(choice.file), part, {});
    return;
  }
  const MultipartRanges multipart = multipart_ranges(ranges, size_bytes, choice.media_type, arena);
  answer.add("Content-Type", multipart.media_type);
  answer.content = FileParts(descriptor_of(choice.file), multipart.parts, multipart.end);
}

StaticAnswer answer_unsatisfiable(std::uint64_t size_bytes, Arena& arena) {
  StaticAnswer answer(Status::RangeNotSatisfiable);
  answer.add("Content-Range", unsatisfied_range(size_bytes, arena));
  return answer;
}

// Ranges are defined for GET alone. Two Range fields are none that could be understood.
ByteRanges asked_ranges(const RequestHead& head, const ServedFile& file, const Validators& current, HttpTime now) {
  const auto is_range = [](const Field& field) { return same_field_name(field.name, "Range"); };
  if (head.method != Method::Get || std::ranges::count_if(head.fields.all(), is_range) != 1) return {};
  if (!range_condition_holds(head.fields, current, now)) return {};
  return ByteRanges::parse(head.field("Range"), file.size_bytes());
}

}  // namespace

StaticAnswer answer_file(Exchange& exchange, const FileChoice& choice) {
  const RequestHead& head = exchange.head();
  Arena& arena = exchange.arena();
  const ServedFile& file = *choice.file;
  const auto now = std::chrono::floor<std::chrono::seconds>(exchange.loop().clock().wall());
  const std::string_view tag = tag_of(choice, arena);
  const Validators current{parse_entity_tag(tag), std::min(file.modified(), now)};

  const Precondition outcome = check_preconditions(head.method, head.fields, current, now);
  if (outcome == Precondition::Failed) return StaticAnswer(Status::PreconditionFailed);
  StaticAnswer answer(outcome == Precondition::NotModified ? Status::NotModified : Status::Ok);
  if (outcome == Precondition::NotModified) {
    add_validity(answer, choice, tag);
    return answer;
  }

  const ByteRanges ranges = asked_ranges(head, file, current, now);
  if (ranges.kind() == ByteRanges::Kind::Unsatisfiable) return answer_unsatisfiable(file.size_bytes(), arena);
  if (ranges.kind() == ByteRanges::Kind::Parts) {
    take_parts(answer, choice, ranges.parts(), arena);
  } else {
    take_whole(answer, choice, arena);
  }
  if (!choice.coding.empty()) answer.add("Content-Encoding", choice.coding);
  answer.add("Last-Modified", last_modified(file, now, arena));
  answer.add("Accept-Ranges", "bytes");
  add_validity(answer, choice, tag);
  return answer;
}

}  // namespace saki::http
