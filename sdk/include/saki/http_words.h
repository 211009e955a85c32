// SPDX-License-Identifier: Apache-2.0
//
// The words of HTTP that authors use, without the stack's namespace.
#pragma once

#include "saki/http/field.h"
#include "saki/http/method.h"
#include "saki/http/status.h"

namespace saki {

using http::Field;
using http::Method;
using http::Status;

// Whether a text may stand as a header field's value: ask before a caller's text becomes one.
using http::is_field_value;

}  // namespace saki
