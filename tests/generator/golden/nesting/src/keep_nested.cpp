// SPDX-License-Identifier: Apache-2.0
#include "handlers.h"

std::map<std::string, std::vector<LeafWithoutWeights>> handlers::keep_nested(saki::Request&, saki::Uuid, Nested) { return {}; }
