// SPDX-License-Identifier: Apache-2.0
#include "handlers.h"

Message handlers::message(saki::Request&) { return Message("Hello, World!"); }
