// SPDX-License-Identifier: Apache-2.0
#include "tls/file_trace.h"

#include <gtest/gtest.h>

#include "support/made_certificate.h"
#include "support/test_folder.h"

namespace saki {
namespace {

TEST(FileTrace, ChangesWithWhateverReplacesAFile) {
  const TestFolder folder;
  const std::vector<std::string> paths{folder.file("a"), folder.file("missing")};
  write_text(paths[0], "one");
  const FileTraces first = traces_of(paths);
  EXPECT_EQ(traces_of(paths), first);
  EXPECT_EQ(first[1], FileTrace());

  write_text(paths[0], "three");
  const FileTraces written = traces_of(paths);
  EXPECT_NE(written, first);

  write_text(folder.file("b"), "three");
  std::filesystem::rename(folder.file("b"), paths[0]);
  const FileTraces renamed = traces_of(paths);
  EXPECT_NE(renamed, written);

  std::filesystem::remove(paths[0]);
  std::filesystem::create_symlink("c", paths[0]);
  write_text(folder.file("c"), "three");
  EXPECT_NE(traces_of(paths), renamed);
  std::filesystem::remove(folder.file("c"));
  EXPECT_EQ(traces_of(paths)[0], FileTrace());
}

}  // namespace
}  // namespace saki
