// SPDX-License-Identifier: Apache-2.0
//
// Whether the symbolic links on a path belong to whom the places they lead to belong to. Then somebody who may only add links below a
// directory cannot make others' files readable through them.
//
// What is looked at may be changed before it is opened, by somebody quick with the right to do so; out of the directory it leads in no
// case.
#pragma once

#include <string>

#include "saki/base/result.h"

namespace saki::http {

// Blocks. Errors: System: ELOOP for a link of another owner; else as opening the path.
[[nodiscard]] Result<> check_link_owners(int root, const std::string& path) noexcept;

}  // namespace saki::http
