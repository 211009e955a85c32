// SPDX-License-Identifier: Apache-2.0
#include "saki/config/config_sources.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>

#include "config_test.h"
#include "saki/base/file_descriptor.h"

namespace saki {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

class Sources : public testing::Test {
 protected:
  Sources() {
    std::string pattern = std::filesystem::temp_directory_path() / "saki-config-XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
  }
  ~Sources() override { std::filesystem::remove_all(folder_); }

  std::string write(const std::string& name, const std::string& text) {
    const std::filesystem::path path = folder_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << text;
    return path;
  }

  std::filesystem::path folder_;
  ConfigTree tree_;
  Diagnostics diagnostics_;
};

TEST_F(Sources, RankFromTheManifestToTheCommandLine) {
  ConfigSources sources{.service_name = "my-notes", .manifest_defaults = "a: {v1: 1, v2: 1, v3: 1, v4: 1, v5: 1, v6: 1, v7: 1}"};
  sources.file = write("config.yaml", "a: {v2: 2, v3: 2, v4: 2, v5: 2, v6: 2, v7: 2}");
  write("conf.d/10-first.yaml", "a: {v3: 3, v4: 3, v5: 3, v6: 3, v7: 3}");
  write("conf.d/20-second.yaml", "a: {v4: 4, v5: 4, v6: 4, v7: 4}");
  write("live.yaml", "a: {v5: 5, v6: 5, v7: 5}");
  const std::array<const char*, 4> environment{"MY_NOTES__A__V7=6", "MY_NOTES__A__V6=6", "OTHER__A__V1=9", nullptr};
  sources.environment = environment.data();

  EXPECT_EQ(load_sources(tree_, sources, diagnostics_), sources.file);
  tree_.set("a.v7=7", diagnostics_);

  EXPECT_EQ(diagnostics_.text(), "");
  for (int i = 1; i <= 7; ++i) EXPECT_EQ(tree_.find("a.v" + std::to_string(i))->text, std::to_string(i));
  EXPECT_EQ(place_text(tree_.find("a.v6")->place), "environment MY_NOTES__A__V6");
  EXPECT_EQ(place_text(tree_.find("a.v4")->place), (folder_ / "conf.d/20-second.yaml").string() + ":1:9");
}

TEST_F(Sources, ThePlaceOfADefaultOfTheManifestIsItsName) {
  load_sources(tree_, {.service_name = "notes", .manifest_defaults = "{auth: {staff: {file: users}}, access: {rules: [{}, {path: /}]}}"},
               diagnostics_);
  EXPECT_EQ(place_text(tree_.find("auth.staff.file")->place), "service.yaml (auth.staff.file)");
  EXPECT_EQ(place_text(tree_.find("access.rules")->children[1].children[0].key_place), "service.yaml (access.rules[1].path)");
}

TEST_F(Sources, AreWatchedWhetherTheyAreThereOrNot) {
  ConfigSources sources{.service_name = "notes", .system_folder = folder_};
  const std::string installed = folder_ / "notes/";
  EXPECT_THAT(source_paths(sources), ElementsAre(installed + "config.yaml", installed + "live.yaml", installed + "conf.d"));
  sources.file = write("config.yaml", "");
  write("conf.d/b.yaml", "");
  write("conf.d/a.yaml", "");
  write("conf.d/.hidden.yaml", "");
  const std::string own = folder_.string() + "/";
  EXPECT_THAT(source_paths(sources),
              ElementsAre(own + "config.yaml", own + "live.yaml", own + "conf.d", own + "conf.d/a.yaml", own + "conf.d/b.yaml"));
}

TEST_F(Sources, TheInstalledFileIsReadWhereNoneIsNamed) {
  ConfigSources sources{.service_name = "notes", .system_folder = folder_};
  EXPECT_EQ(load_sources(tree_, sources, diagnostics_), "");
  const std::string installed = write("notes/config.yaml", "a: 1");
  EXPECT_EQ(load_sources(tree_, sources, diagnostics_), installed);
  EXPECT_EQ(tree_.find("a")->text, "1");
  EXPECT_EQ(diagnostics_.text(), "");
}

TEST_F(Sources, AFileThatIsMissingIsOneClearMistake) {
  EXPECT_FALSE(tree_.load_file("/nowhere/config.yaml", diagnostics_));
  EXPECT_EQ(diagnostics_.text(),
            "/nowhere/config.yaml: error[unreadable-file]: cannot read this configuration: No such file or directory\n"
            "  hint: create it, or name another file with --config\n");
}

TEST_F(Sources, AFolderInTheFilesPlaceIsOneClearMistake) {
  EXPECT_FALSE(tree_.load_file(folder_, diagnostics_));
  EXPECT_EQ(diagnostics_.text(), folder_.string() +
                                     ": error[unreadable-file]: cannot read this configuration: Is a directory\n"
                                     "  hint: a folder is in the file's place; drop-ins belong into conf.d beside the file\n");
}

TEST_F(Sources, ADeviceInTheFilesPlaceIsRefusedAndNotRead) {
  EXPECT_FALSE(tree_.load_file("/dev/zero", diagnostics_));
  EXPECT_THAT(diagnostics_.text(), HasSubstr("error[unreadable-file]"));
}

TEST_F(Sources, TheNullDeviceIsAnEmptyConfiguration) {
  EXPECT_TRUE(tree_.load_file("/dev/null", diagnostics_));
  EXPECT_EQ(diagnostics_.text(), "");
  EXPECT_TRUE(tree_.root().children.empty());
}

TEST_F(Sources, ANamedPipeThatNobodyWritesToIsGivenUp) {
  const std::string pipe = folder_ / "config.yaml";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_FALSE(tree_.load_file(pipe, diagnostics_));
  EXPECT_THAT(diagnostics_.text(), AllOf(HasSubstr("error[unreadable-file]"), HasSubstr("nobody writes to this pipe")));
}

TEST_F(Sources, APipeIsReadToItsEnd) {
  std::array<int, 2> pipe{};
  ASSERT_EQ(::pipe2(pipe.data(), O_CLOEXEC), 0);
  const FileDescriptor out(pipe[0]);
  FileDescriptor in(pipe[1]);
  ASSERT_EQ(::write(in.get(), "a: 1\n", 5), 5);
  in.close();
  EXPECT_TRUE(tree_.load_file("/proc/self/fd/" + std::to_string(out.get()), diagnostics_)) << diagnostics_.text();
  EXPECT_EQ(tree_.find("a")->text, "1");
}

TEST_F(Sources, AFileThatIsTooLargeIsRefused) {
  EXPECT_FALSE(tree_.load_file(write("config.yaml", "a: " + std::string(ConfigTree::kMaxSourceBytes, 'x')), diagnostics_));
  EXPECT_THAT(diagnostics_.text(), HasSubstr("error[too-large]"));
}

TEST_F(Sources, AManifestGivenAsConfigurationIsRecognised) {
  EXPECT_FALSE(tree_.load_file(write("service.yaml", "saki: 1\nservice: {name: notes}\n"), diagnostics_));
  EXPECT_THAT(diagnostics_.text(), HasSubstr("error[manifest-as-config]: this is a service's manifest, not its configuration"));
}

TEST_F(Sources, DropInsAreYamlFilesThatAreNotHidden) {
  write("conf.d/b.yaml", "order: b");
  write("conf.d/a.yaml", "order: a\nfirst: 1");
  write("conf.d/.hidden.yaml", "order: hidden");
  write("conf.d/c.yaml~", "order: backup");
  write("conf.d/d.txt", "order: text");
  EXPECT_TRUE(tree_.load_directory(folder_ / "conf.d", diagnostics_));
  EXPECT_EQ(tree_.find("order")->text, "b");
  EXPECT_EQ(tree_.find("first")->text, "1");
}

TEST_F(Sources, AMissingDropInFolderIsAnEmptyOneAndAFileInItsPlaceAMistake) {
  EXPECT_TRUE(tree_.load_directory(folder_ / "conf.d", diagnostics_));
  EXPECT_EQ(diagnostics_.text(), "");
  EXPECT_FALSE(tree_.load_directory(write("file", ""), diagnostics_));
  EXPECT_THAT(diagnostics_.text(), HasSubstr("Not a directory"));
}

TEST_F(Sources, EveryBadDropInIsReported) {
  write("conf.d/a.yaml", "[");
  write("conf.d/b.yaml", "a: *b");
  write("conf.d/c.yaml", "c: 1");
  EXPECT_FALSE(tree_.load_directory(folder_ / "conf.d", diagnostics_));
  EXPECT_EQ(diagnostics_.list().size(), 2U);
  EXPECT_EQ(tree_.find("c")->text, "1");
}

TEST_F(Sources, VariablesAreReadAsYamlAndEmptyPartsRefused) {
  const std::array<const char*, 7> environment{
      "N__SERVER__LISTEN=[a, b]", "N__SERVER__DRAIN_TIMEOUT=5s", "N____X=1", "N__=1", "N_A=1", "N__A__B=x #y", nullptr};
  EXPECT_FALSE(tree_.load_environment("n", environment.data(), diagnostics_));
  EXPECT_EQ(tree_.find("server.listen")->children.size(), 2U);
  EXPECT_EQ(tree_.find("server.drain_timeout")->text, "5s");
  ASSERT_EQ(diagnostics_.list().size(), 3U) << diagnostics_.text();
  EXPECT_THAT(diagnostics_.text(), HasSubstr("environment N__: error[bad-assignment]: the name has an empty part"));
  EXPECT_THAT(diagnostics_.text(), HasSubstr("environment N____X: error[bad-assignment]"));
  EXPECT_THAT(diagnostics_.text(), HasSubstr("environment N__A__B: error[torn-value]"));
}

}  // namespace
}  // namespace saki
