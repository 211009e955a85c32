// SPDX-License-Identifier: Apache-2.0
#include "handlers.h"

std::string handlers::hello(saki::Request&) { return "Hello, World!\n"; }
