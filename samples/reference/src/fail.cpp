// SPDX-License-Identifier: Apache-2.0
#include <stdexcept>

#include "handlers.h"

saki::Response handlers::fail(saki::Request&) { throw std::runtime_error("what went wrong is nobody's business but the log's"); }
