// SPDX-License-Identifier: Apache-2.0
//
// MultipartParser: takes content of the type multipart/form-data apart (RFC 7578, RFC 2046 section 5.1), piece by piece.
//
//   [preamble CRLF] --boundary CRLF  *( *( field CRLF ) CRLF content CRLF --boundary CRLF )  ... CRLF --boundary-- [CRLF epilogue]
//
// It has no buffer: next() is given what has come and was not consumed, and holds back what may be the beginning of a delimiter; that is
// given once more with further bytes behind it. Lines end with CRLF alone; a delimiter followed by anything but blanks, "--" or the line's
// end is refused, as it may not occur in content. Preamble and epilogue are passed over, folded fields and transfer encodings refused.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "saki/base/bytes.h"

namespace saki::http {

struct MultipartLimits {
  std::size_t parts = 100;
  std::size_t head_bytes = 8 * 1024;               // Of the fields of one part.
  std::uint64_t part_bytes = 64ULL * 1024 * 1024;  // Of the content of one part.
};

// What stands before the content of a part.
struct PartHead {
  std::string name;
  std::optional<std::string> file_name{};  // As the client calls it; see safe_file_name.
  std::string media_type{};                // Empty where none was given: text/plain.
};

enum class MultipartEvent : std::uint8_t {
  NeedMore,   // Nothing can be said without further bytes.
  Part,       // A part begins; part() tells which.
  Content,    // Some of its content.
  PartEnd,    // It is complete.
  End,        // The form is; what follows does not matter.
  Malformed,  // Outside the grammar. This and the following are for good.
  TooManyParts,
  HeadTooLarge,
  PartTooLarge,
};

class MultipartParser {  // Affinity: one thread.
 public:
  struct Step {
    MultipartEvent event;
    std::size_t consumed_bytes;  // Of the input.
    ByteView content{};          // With Content: a view into the input.
  };

  // Whether `text` may be a boundary: 1 to 70 characters of RFC 2046's, the last no space.
  [[nodiscard]] static bool is_boundary(std::string_view text) noexcept;

  // What a caller must be able to hold of the input for next() to get on.
  [[nodiscard]] static std::size_t window_bytes(const MultipartLimits& limits) noexcept { return limits.head_bytes + 128; }

  // `boundary` is one.
  MultipartParser(std::string_view boundary, const MultipartLimits& limits);

  // Goes on in `input`; `whole` says that nothing follows it. After NeedMore comes a longer input, or a whole one.
  [[nodiscard]] Step next(ByteView input, bool whole);

  [[nodiscard]] const PartHead& part() const noexcept { return part_; }

 private:
  enum class State : std::uint8_t { Start, Preamble, Delimiter, Closing, Head, Content, Done, Failed };
  using Event = MultipartEvent;

  // Each handles what its state finds at `at_` of the text: nothing where the state changed and there is nothing to tell.
  [[nodiscard]] std::optional<Event> begin();
  [[nodiscard]] std::optional<Event> skip_preamble();
  [[nodiscard]] std::optional<Event> end_delimiter();
  [[nodiscard]] std::optional<Event> close();
  [[nodiscard]] std::optional<Event> read_line();
  [[nodiscard]] std::optional<Event> read_content();

  [[nodiscard]] std::optional<Event> advance();
  [[nodiscard]] bool take_field(std::string_view line);
  [[nodiscard]] Event begin_part();
  [[nodiscard]] Event fail(Event reason) noexcept;
  [[nodiscard]] Event wait() noexcept { return whole_ ? fail(Event::Malformed) : Event::NeedMore; }
  [[nodiscard]] std::string_view left() const noexcept { return text_.substr(at_); }

  const std::string delimiter_;  // CRLF, two hyphens, the boundary.
  const MultipartLimits limits_;
  State state_ = State::Start;
  Event failure_ = Event::Malformed;
  PartHead part_;
  bool named_ = false;  // Its Content-Disposition was met.
  std::size_t parts_ = 0;
  std::size_t head_bytes_ = 0;
  std::uint64_t part_bytes_ = 0;

  // Of one call.
  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t content_bytes_ = 0;
  bool whole_ = false;
};

}  // namespace saki::http
