// SPDX-License-Identifier: Apache-2.0
#include "handlers.h"

Post handlers::show_post(saki::Request&, std::string user, std::string post) { return Post(std::move(user), std::move(post)); }
