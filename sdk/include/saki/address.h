// SPDX-License-Identifier: Apache-2.0
//
// Address and Network as handlers meet them: where a request comes from, and whether that is among the addresses one has in mind.
#pragma once

#include "saki/net/address.h"
#include "saki/net/network.h"
