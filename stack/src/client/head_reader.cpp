// SPDX-License-Identifier: Apache-2.0
#include "client/head_reader.h"

#include "saki/client/client_fault.h"

namespace saki::client {

Task<Result<>> HeadReader::read(Stream& stream) {
  for (;;) {
    const http::ParseOutcome outcome = input_.empty() ? http::ParseOutcome::Incomplete : parser_.parse(input_.unread());
    if (outcome == http::ParseOutcome::Complete) co_return complete();
    if (outcome == http::ParseOutcome::Refused) co_return fail(parser_.error());
    Result<std::size_t> count = co_await stream.receive(input_.buffer(), parts_.blocks);
    if (!count) co_return fail(count.error());
    if (*count == 0) co_return fail(ClientFault::CutShort);
    received_ = true;
  }
}

// An interim head is let go at once: what is behind it moves to the block's front.
Result<> HeadReader::complete() noexcept {
  input_.consume(parser_.parsed_bytes());
  if (!is_interim(head_.status)) {
    const Result<AnswerFraming> framing = frame_answer(head_, method_);
    if (!framing) return fail(framing.error());
    framing_ = *framing;
    return {};
  }
  if (++interim_answers_ > parts_.options.limits.interim_answers) return fail(ClientFault::TooManyInterimAnswers);
  input_.compact();
  parser_.restart();
  return {};
}

Task<Result<>> HeadReader::read_answer(Stream& stream) {
  do {
    SAKI_CO_TRY(co_await read(stream));
  } while (is_interim(head_.status));
  co_return Result<>();
}

}  // namespace saki::client
