// SPDX-License-Identifier: Apache-2.0
#include "http/fragment_writer.h"

#include <algorithm>

#include "http/frame_mask.h"

namespace saki::http {

FragmentWriter::FragmentWriter(const SenderRules& rules, DeflatePool& coders)
    : rules_(rules), coders_(coders), masks_(rules.masks() ? std::make_unique<MaskSource>() : nullptr) {}

std::size_t FragmentWriter::put_whole(const FrameHead& head, ByteView content, std::byte* out) noexcept {
  const std::uint32_t mask = masks_ != nullptr ? masks_->next() : 0;
  const std::size_t head_bytes = write_frame_head(head, masks_ != nullptr ? &mask : nullptr, out);
  FrameMask(mask).apply(content.data(), out + head_bytes, content.size());
  return head_bytes + content.size();
}

FragmentWriter::Put FragmentWriter::put(Opcode opcode, bool deflates, ByteView& content, MutableBytes room) {
  const std::uint32_t mask = masks_ != nullptr ? masks_->next() : 0;
  const std::size_t most_head_bytes = 4 + (masks_ != nullptr ? sizeof mask : 0);
  const MutableBytes behind_head = room.subspan(most_head_bytes);
  const Put filled = fill(deflates, content, behind_head, mask);
  if (filled.size_bytes == 0 && !filled.is_last) return filled;
  FrameHead head;
  head.opcode = opcode;
  head.is_deflated = deflates && opcode != Opcode::Continuation;
  head.is_final = filled.is_last;
  head.length = filled.size_bytes;
  const std::size_t head_bytes = write_frame_head(head, masks_ != nullptr ? &mask : nullptr, room.data());
  if (head_bytes < most_head_bytes) std::memmove(room.data() + head_bytes, behind_head.data(), filled.size_bytes);
  return {head_bytes + filled.size_bytes, filled.is_last};
}

FragmentWriter::Put FragmentWriter::fill(bool deflates, ByteView& content, MutableBytes room, std::uint32_t mask) {
  constexpr std::size_t kMost = 0xFFFF;  // For a head of four bytes.
  room = room.first(std::min(room.size(), kMost));
  if (deflates) {
    if (deflater_ == nullptr) deflater_ = coders_.take_deflater(rules_.window_bits, rules_.level);
    const std::size_t size_bytes = deflater_->deflate(content, room);
    if (masks_ != nullptr) FrameMask(mask).apply(room.first(size_bytes));
    return {size_bytes, deflater_->is_whole()};
  }
  const std::size_t size_bytes = std::min(room.size(), content.size());
  FrameMask(mask).apply(content.data(), room.data(), size_bytes);
  content = content.subspan(size_bytes);
  return {size_bytes, content.empty()};
}

void FragmentWriter::give_back_deflater() noexcept {
  if (deflater_ != nullptr) coders_.give_back(std::move(deflater_), rules_.window_bits, rules_.level);
}

}  // namespace saki::http
