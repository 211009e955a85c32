// SPDX-License-Identifier: Apache-2.0
#include "socket/kept_request.h"

#include <algorithm>

#include "service/worker_context.h"
#include "socket/kept_exchange.h"

namespace saki {

std::unique_ptr<KeptRequest> KeptRequest::of(const Request& asked) {
  const std::string packed = KeptExchange::pack(asked);
  return std::unique_ptr<KeptRequest>(new (packed.size()) KeptRequest(asked, packed));
}

KeptRequest::KeptRequest(const Request& asked, std::string_view packed) noexcept : Request(asked.context(), asked.route()) {
  std::ranges::copy(packed, this->packed());
}

KeptRequest::~KeptRequest() = default;

void Request::unfold() const noexcept {
  const auto& kept = static_cast<const KeptRequest&>(*this);
  kept.unfolded_ = std::make_unique<KeptExchange>(TextUnpacker(kept.packed()), context_.loop);
  exchange_ = kept.unfolded_.get();
  match_ = &kept.unfolded_->match();
}

}  // namespace saki
