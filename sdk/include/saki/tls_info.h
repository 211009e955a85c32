// SPDX-License-Identifier: Apache-2.0
//
// TlsInfo as handlers meet it: how a request was encrypted, and whom its client proved to be.
#pragma once

#include "saki/tls/tls_info.h"
