// SPDX-License-Identifier: Apache-2.0
//
// Which content coding an answer gets, and what its head then says.
#pragma once

#include "saki/http/content_coding.h"
#include "saki/response.h"

namespace saki {

class Request;

// Decides for an answer whose content, by its size alone, may be coded. Where another client could get it in another coding it gets
// `Vary: Accept-Encoding` (RFC 9110 section 12.5.5); a 304 gets it in any case, as it stands for an answer that had it.
//
// As they are go: content that is coded, partial or marked `no-transform`; media that would not shrink; and what another site's page
// asks for with the user's credentials, since the size of a coded answer tells of its secrets (BREACH).
[[nodiscard]] http::ContentCoding choose_coding(const Request& request, Response& response);

// Says in the head that the content is coded. A strong ETag becomes a weak one, for it names the bytes of another representation
// (RFC 9110 section 8.8.3.3).
void declare_coding(Response& response, http::ContentCoding coding);

}  // namespace saki
