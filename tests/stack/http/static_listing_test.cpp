// SPDX-License-Identifier: Apache-2.0
#include "http/directory_listing.h"

#include "stack/http/static_bench.h"

namespace saki::http {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class StaticListing : public StaticFilesTest {
 protected:
  StaticListing() {
    write("public/list/big.txt", std::string(300, 'x'), 1'700'000'000);
    write("public/list/small.txt", "x", 1'600'000'000);
    write("public/list/mid.txt", std::string(20, 'x'), 1'800'000'000);
    write("public/list/.hidden", "x");
    write("public/list/inner/file", "x");
    write("public/list/<b>&\"'.txt", "x", 1'500'000'000);
    write("public/list/not\nservable", "x");
    fs::create_symlink("../../../secret.txt", folder_ / "public/list/out");
    fs::create_symlink("big.txt", folder_ / "public/list/link");
  }

  // The names in the order they stand in.
  std::vector<std::string> names(const std::string& target) {
    const std::string page = ask("GET " + target, {.listing = true});
    std::vector<std::string> found;
    for (std::size_t at = page.find("<tr><td><a href=\""); at != page.npos; at = page.find("<tr><td><a href=\"", at + 1)) {
      const std::size_t start = at + 17;
      found.push_back(page.substr(start, page.find('"', start) - start));
    }
    return found;
  }
};

TEST_F(StaticListing, IsOffUnlessAskedFor) {
  EXPECT_THAT(ask("GET /list/"), StartsWith("HTTP/1.1 404"));
  EXPECT_THAT(ask("GET /list/", {.listing = true}),
              AllOf(StartsWith("HTTP/1.1 200"), HasSubstr("Content-Type: text/html; charset=utf-8\r\n")));
  EXPECT_THAT(ask("GET /list", {.listing = true}), StartsWith("HTTP/1.1 308"));
  EXPECT_THAT(ask("GET /", {.listing = true}), HasSubstr("<p>home</p>"));  // An index goes before.
  EXPECT_THAT(ask("GET /nothing/", {.listing = true}), StartsWith("HTTP/1.1 404"));
  EXPECT_THAT(ask("GET /.git/", {.listing = true}), StartsWith("HTTP/1.1 404"));
  EXPECT_THAT(ask("POST /list/", {.listing = true}), StartsWith("HTTP/1.1 405"));
}

TEST_F(StaticListing, NamesWhatCanBeFetchedAndNothingElse) {
  const std::vector<std::string> expected{"../", "inner/", "%3Cb%3E%26%22%27.txt", "big.txt", "link", "mid.txt", "small.txt"};
  EXPECT_EQ(names("/list/"), expected);
}

TEST_F(StaticListing, IsOrderedAsTheQueryAsks) {
  const auto order = [this](const std::string& query) {
    std::string letters;
    for (const std::string& name : names("/list/" + query)) letters += name[0];
    return letters;
  };
  EXPECT_EQ(order("?sort=name&order=desc"), ".ismlb%");
  EXPECT_EQ(order("?sort=size"), ".i%smbl");
  EXPECT_EQ(order("?sort=size&order=desc"), ".ilbms%");
  EXPECT_EQ(order("?sort=date&order=desc"), ".imlbs%");
  EXPECT_EQ(order("?sort=date"), ".i%sblm");
  EXPECT_EQ(order("?sort=%3Cscript%3E&order=up"), ".i%blms");
}

TEST_F(StaticListing, EscapesWhatNamesHold) {
  const std::string page = ask("GET /list/", {.listing = true});
  EXPECT_THAT(page, AllOf(HasSubstr("&lt;b&gt;&amp;&quot;&#39;.txt"), Not(HasSubstr("<b>"))));
  write("public/<i>/x", "x");
  EXPECT_THAT(ask("GET /%3Ci%3E/?sort=%22%3Cu%3E", {.listing = true}), Not(HasSubstr("<i>")));
}

TEST_F(StaticListing, SaysWhenItIsCutOff) {
  DirectoryEntries entries;
  entries.cut_off = true;
  EXPECT_THAT(listing_page(entries, "/", false, {}), AllOf(HasSubstr("more than is listed"), Not(HasSubstr("../"))));
}

TEST_F(StaticListing, HasOnlyTheFieldsForHead) {
  const std::string answer = ask("HEAD /list/", {.listing = true});
  EXPECT_THAT(answer, AllOf(StartsWith("HTTP/1.1 200"), Not(HasSubstr("<"))));
}

}  // namespace
}  // namespace saki::http
