// SPDX-License-Identifier: Apache-2.0
#include "handlers.h"

Answers handlers::read_form(saki::Request&, Answers body) { return body; }
