// SPDX-License-Identifier: Apache-2.0
#include "socket/kept_request.h"

#include <algorithm>

#include "context/worker_context.h"
#include "socket/kept_exchange.h"

namespace saki {

std::unique_ptr<KeptRequest> KeptRequest::of(const Request& asked) {
  const std::string packed = KeptExchange::pack(asked);
  std::unique_ptr<KeptRequest> kept(new (packed.size()) KeptRequest(asked, packed));
  kept->along_.copy_from(asked.arena().objects());
  return kept;
}

KeptRequest::KeptRequest(const Request& asked, std::string_view packed) noexcept : Request(asked.context(), asked.route()) {
  std::ranges::copy(packed, this->packed());
}

KeptRequest::~KeptRequest() = default;

void Request::unfold() const noexcept {
  const auto& kept = static_cast<const KeptRequest&>(*this);
  kept.unfolded_ = std::make_unique<KeptExchange>(TextUnpacker(kept.packed()), context_.loop);
  kept.unfolded_->arena().take_objects(kept.along_);
  exchange_ = kept.unfolded_.get();
  match_ = &kept.unfolded_->match();
}

ArenaObject* Request::find_along(TypeKey key) const noexcept { return static_cast<const KeptRequest&>(*this).along_.find(key); }

}  // namespace saki
