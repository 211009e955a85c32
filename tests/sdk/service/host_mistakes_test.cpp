// SPDX-License-Identifier: Apache-2.0
//
// What is wrong with the configuration of hosts is told before a service starts, each mistake at its place.
#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>

#include "saki/service.h"
#include "saki/test_client.h"
#include "saki/test_start.h"
#include "service/preparation.h"

namespace saki {
namespace {

using testing::HasSubstr;

// What `--check-config` says of a configuration that begins with `server:`.
std::string mistakes(const std::string& yaml) {
  const std::string file = testing::TempDir() + "saki_hosts_" + std::to_string(::getpid()) + ".yaml";
  std::ofstream(file) << "server:\n" << yaml;
  Service service("test");
  const std::vector<std::string> arguments = {"--check-config", "--config", file};
  const Preparation preparation = prepare(service.composition(), arguments, nullptr);
  EXPECT_EQ(preparation.exit_status, preparation.error_output.empty() ? 0 : 1);
  std::remove(file.c_str());
  return preparation.error_output;
}

TEST(HostMistakes, AreNoneWhereNothingIsWrong) {
  EXPECT_EQ(
      mistakes(
          "  hosts:\n    - {name: a.example, rewrites: [{match: /a, to: /b}, {match: '/{x}', to: '/b/{x}'}]}\n    - {name: '*.a.example'}"),
      "");
}

TEST(HostMistakes, NamesThatAreNoneAndNamesThatAreTaken) {
  EXPECT_THAT(mistakes("  hosts:\n    - {name: a.example:80}"),
              HasSubstr(".yaml:3:14: error[bad-value]: name: \"a.example:80\" has a port"));
  EXPECT_THAT(mistakes("  hosts:\n    - {aliases: [b.example]}"),
              HasSubstr(".yaml:3:7: error[missing-setting]: `name` must be configured"));
  const std::string text =
      mistakes("  hosts:\n    - {name: a.example, aliases: [A.EXAMPLE.]}\n    - {name: b.example, aliases: [c, a.example]}");
  EXPECT_THAT(text, HasSubstr(".yaml:3:35: error[host-duplicate]: the host has the name A.EXAMPLE. twice"));
  EXPECT_THAT(text, HasSubstr(".yaml:4:38: error[host-duplicate]: a.example is a name of the host a.example already"));
}

TEST(HostMistakes, RulesThatAreNoneOrThatNothingReaches) {
  const std::string text = mistakes(R"(  rewrites:
    - {match: old, to: /new}
    - {match: "/a/{x}", to: "/b/{y}"}
    - {match: "/a/{z}", to: /c}
    - {match: /d, to: "https://example.org/"}
    - {match: /e, to: //evil.example, status: 302}
    - {match: /f, to: /g, status: 200}
)");
  EXPECT_THAT(text, HasSubstr(":8:35: error[unknown-word]: status: `200` is not one of 301, 302, 303, 307, 308"));
  const std::string more = mistakes(R"(  rewrites:
    - {match: old, to: /new}
    - {match: "/a/{x}", to: "/b/{y}"}
    - {match: "/a/{z}", to: /c}
    - {match: /d, to: "https://example.org/"}
    - {match: /e, to: //evil.example, status: 302}
)");
  EXPECT_THAT(more, HasSubstr(":3:15: error[rewrite-pattern]: match: \"old\" is no pattern"));
  EXPECT_THAT(more,
              HasSubstr(":4:29: error[rewrite-target]: to: \"/b/{y}\" is no target: its pattern has no parameter called \"y\" but x"));
  EXPECT_THAT(more, HasSubstr(":5:15: error[rewrite-conflict]: a path can fit both /a/{x} and /a/{z}"));
  EXPECT_THAT(more, HasSubstr(":6:23: error[rewrite-target]: to: \"https://example.org/\" is no target: only a redirect leads to a URI"));
  EXPECT_THAT(more, HasSubstr(":7:23: error[rewrite-target]"));
}

TEST(HostMistakes, PagesMountsAndDefaultsThatCannotBe) {
  const std::string text = mistakes(R"(  error_pages: {404: a.html, 200: b.html}
  mounts: [{directory: a}, {directory: b}, {path: x, directory: c}]
)");
  EXPECT_THAT(text, HasSubstr("error[bad-value]: path: \"x\" is no path"));
  EXPECT_THAT(mistakes("  error_pages: {404: a.html, 200: b.html}\n"), HasSubstr("error[error-page]: `200` is no error"));
  EXPECT_THAT(mistakes("  mounts: [{path: /a, directory: a}, {path: /a/, directory: b}]\n"),
              HasSubstr("error[mount-duplicate]: the host has a mount at /a/ already"));
  EXPECT_THAT(mistakes("  hosts: [{name: a, default: true}, {name: b, default: true}]\n"),
              HasSubstr("error[host-default]: a is the default host already"));
  EXPECT_THAT(mistakes("  hosts: [{name: a, default: true}]\n  trailing_slash: ignore\n"),
              HasSubstr("error[host-default]: what stands below `server` itself"));
}

TEST(HostMistakes, FoldersAndPagesThatAreMissingStopTheStart) {
  Service service("test");
  const TestClientOptions options{.config = "server: {mounts: [{directory: /no/such/folder}], error_pages: {404: /no/such/page}}"};
  EXPECT_THAT(start_refusal(service, options),
              testing::AllOf(HasSubstr("test:1:31: error[static-directory]: there is no directory /no/such/folder"),
                             HasSubstr("error[error-page]: there is no page /no/such/page")));
}

}  // namespace
}  // namespace saki
