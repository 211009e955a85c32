// SPDX-License-Identifier: Apache-2.0
//
// AnswerFields: a guard that changes nothing but the fields of answers, whoever gives them. Those of a route stand around all else that
// does, in their order, so that a refusal by a limit or for want of time carries them as well.
#pragma once

#include "saki/guard.h"

namespace saki {

class AnswerFields : public Guard {};  // Affinity: as a Guard.

}  // namespace saki
