// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a deflated message: it inflates to the same whole, in pieces and within a frame, never past its bound, and what is inflated
// deflates and inflates back; any bytes as offers of permessage-deflate: what is chosen is an answer that a client takes; any bytes as such
// an answer: what a client takes is within its offer.
#include "fuzz/controls.h"
#include "http/deflate_terms.h"
#include "http/message_deflater.h"
#include "http/message_inflater.h"
#include "stack/http/reference_frames.h"

namespace saki::http {
namespace {

struct Inflated {
  MessageInflater::Outcome outcome;
  std::string content;
  friend bool operator==(const Inflated&, const Inflated&) = default;
};

Inflated inflated(ByteView coded, std::size_t cut, std::size_t most_bytes) {
  MessageInflater inflater;
  MessageBuffer into;
  cut = std::min(cut, coded.size());
  auto outcome = inflater.inflate(coded.first(cut), into, most_bytes);
  if (outcome == MessageInflater::Outcome::Sound) outcome = inflater.inflate(coded.subspan(cut), into, most_bytes);
  if (outcome == MessageInflater::Outcome::Sound) outcome = inflater.end_message(into, most_bytes);
  require(into.size() <= most_bytes);
  if (outcome != MessageInflater::Outcome::Sound) return {outcome, {}};
  return {outcome, std::string(as_text(into.bytes()))};
}

// As a message of one frame, which comes in two pieces.
void check_message(ByteView coded, std::size_t cut, std::size_t most_bytes, const Inflated& expected) {
  FrameHead head;
  head.opcode = Opcode::Binary;
  head.is_final = head.is_deflated = true;
  head.length = coded.size();
  const std::uint32_t mask = 0;
  std::string frame(kMostFrameHeadBytes, '\0');
  frame.resize(write_frame_head(head, &mask, reinterpret_cast<std::byte*>(frame.data())));
  frame += as_text(coded);
  ReaderRules rules;
  rules.inflates = true;
  rules.message_bytes = most_bytes;
  rules.frame_bytes = coded.size();
  const bool is_too_large = expected.outcome == MessageInflater::Outcome::TooLarge;
  const bool is_sound = expected.outcome == MessageInflater::Outcome::Sound;
  const std::string found = is_sound ? "binary " + expected.content : is_too_large ? "broken 1009" : "broken 1007";
  require(reference::read_frames_in_pieces(frame, rules, {cut}) == reference::Found{found});
}

std::string deflated(ByteView content, unsigned window_bits, std::size_t room_bytes) {
  MessageDeflater deflater(window_bits, 6);
  std::string coded;
  std::string room(room_bytes, '\0');
  do {
    const std::size_t count = deflater.deflate(content, {reinterpret_cast<std::byte*>(room.data()), room.size()});
    coded += room.substr(0, count);
  } while (!deflater.is_whole());
  return coded;
}

void check_offers(std::string_view text, const DeflateOptions& options) {
  bool is_malformed = false;
  const std::optional<DeflateTerms> answer = choose_deflate(text, options, is_malformed);
  if (!answer) return;
  require(!is_malformed);
  const std::string told = answer->text();
  ExtensionList list(told);
  require(list.next() == "permessage-deflate");
  const std::optional<DeflateTerms> read = DeflateTerms::read(list);
  require(read && read->text() == told && !list.next() && !list.is_malformed());
}

void check_answer(std::string_view text, const DeflateOptions& options) {
  ExtensionList list(text);
  if (list.next() != "permessage-deflate") return;
  const std::optional<DeflateTerms> terms = DeflateTerms::read(list);
  if (!terms || !answers_offer(*terms, offer_deflate(options))) return;
  const DeflateAgreement agreement = agreement_of(*terms);
  require(agreement.agreed && agreement.server_window_bits <= options.window_bits);
  require(options.keeps_context || !agreement.server_keeps_context);
}

}  // namespace
}  // namespace saki::http

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace saki::http;
  Controls controls(data, size);
  const std::size_t cut = controls.number();
  const std::size_t most_bytes = 1 + controls.number() * 64;
  const unsigned window_bits = 8 + static_cast<unsigned>(controls.number() % 8);
  const std::size_t room_bytes = 32 + controls.number();
  const std::string_view input = controls.rest();
  const saki::ByteView bytes = saki::as_bytes(input);

  const Inflated whole = inflated(bytes, bytes.size(), most_bytes);
  require(inflated(bytes, cut, most_bytes) == whole);
  check_message(bytes, cut, most_bytes, whole);
  const std::string coded = deflated(bytes, window_bits, room_bytes);
  const Inflated back = inflated(saki::as_bytes(coded), cut, input.size() + 1);
  require(back.outcome == MessageInflater::Outcome::Sound && back.content == input);

  DeflateOptions options;
  options.keeps_context = cut % 2 == 1;
  options.window_bits = static_cast<std::uint8_t>(window_bits < 9 ? 9 : window_bits);
  check_offers(input, options);
  check_answer(input, options);
  return 0;
}
