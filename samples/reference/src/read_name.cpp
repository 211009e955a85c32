// SPDX-License-Identifier: Apache-2.0
#include "handlers.h"

Named handlers::read_name(saki::Request&, Named body) { return body; }
