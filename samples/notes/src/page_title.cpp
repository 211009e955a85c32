// SPDX-License-Identifier: Apache-2.0
#include "handlers.h"

std::string handlers::page_title(saki::Request& request) { return request.settings<Settings>().page_title; }
