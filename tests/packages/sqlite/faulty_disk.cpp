// SPDX-License-Identifier: Apache-2.0
#include "faulty_disk.h"

#include <fcntl.h>
#include <sys/mount.h>
#include <unistd.h>

#include <vector>

namespace saki {
namespace {

constexpr uid_t kNobody = 65534;

}  // namespace

TinyDisk::TinyDisk() : mounted_(::mount("saki-test", path().c_str(), "tmpfs", 0, "size=256k") == 0) {}

TinyDisk::~TinyDisk() {
  if (mounted_) ::umount2(path().c_str(), MNT_DETACH);
}

void TinyDisk::fill() {
  const int file = ::open(filler().c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
  const std::vector<char> block(4096);
  while (::write(file, block.data(), block.size()) > 0) {
  }
  ::close(file);
}

void TinyDisk::empty() { std::filesystem::remove(filler()); }

Unprivileged::Unprivileged() : former_(::geteuid()) {
  if (former_ != 0) return;
  EXPECT_EQ(::seteuid(kNobody), 0);
}

Unprivileged::~Unprivileged() {
  if (former_ != 0) return;
  EXPECT_EQ(::seteuid(former_), 0);
}

}  // namespace saki
