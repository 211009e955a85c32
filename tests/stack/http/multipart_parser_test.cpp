// SPDX-License-Identifier: Apache-2.0
//
// Forms taken apart, whole and cut at every place, beside the slow reference.
#include <gtest/gtest.h>

#include <random>

#include "saki/http/content_disposition.h"
#include "stack/http/reference_multipart.h"

namespace saki::http {
namespace {

using reference::Form;
using reference::FormPart;

constexpr std::string_view kNamed = "Content-Disposition: form-data; name=\"a\"\r\n\r\n";

// What every way of cutting the content comes to.
Form parse(std::string_view content, std::string_view boundary = "b", const MultipartLimits& limits = {}) {
  const Form expected = reference::parse_form(content, boundary, limits);
  std::vector<std::size_t> everywhere;
  for (std::size_t cut = 0; cut <= content.size(); ++cut) {
    EXPECT_TRUE(reference::parse_form_in_pieces(content, boundary, limits, {cut}) == expected) << "cut at " << cut;
    everywhere.push_back(cut);
  }
  EXPECT_TRUE(reference::parse_form_in_pieces(content, boundary, limits, everywhere) == expected);
  return expected;
}

MultipartEvent outcome(const std::string& content, const MultipartLimits& limits = {}) { return parse(content, "b", limits).outcome; }
std::string form_of(std::string_view head, std::string_view content = "x") {
  return "--b\r\n" + std::string(head) + "\r\n" + std::string(content) + "\r\n--b--\r\n";
}

TEST(MultipartParser, TakesAFormOfABrowserApart) {
  const Form form = parse(
      "------WebKitFormBoundary7MA\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nGr\xC3\xBC\xC3\x9F\x65\r\n"
      "------WebKitFormBoundary7MA\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a b.png\"\r\nContent-Type: "
      "image/png\r\n\r\n\x89PNG\r\n\x1a\r\n--\r\n------WebKitFormBoundary\r\n"
      "------WebKitFormBoundary7MA--\r\n",
      "----WebKitFormBoundary7MA");
  ASSERT_EQ(form.outcome, MultipartEvent::End);
  EXPECT_EQ(form.parts, (std::vector<FormPart>{
                            {"title", std::nullopt, "", "Gr\xC3\xBC\xC3\x9F\x65"},
                            {"file", "a b.png", "image/png", "\x89PNG\r\n\x1a\r\n--\r\n------WebKitFormBoundary"},
                        }));
}

TEST(MultipartParser, TakesEmptyFormsEmptyPartsPreambleEpilogueAndPadding) {
  EXPECT_EQ(outcome("--b--"), MultipartEvent::End);
  EXPECT_EQ(outcome("--b--\r\n"), MultipartEvent::End);
  EXPECT_EQ(parse(form_of(kNamed.substr(0, kNamed.size() - 2), "")).parts.at(0).content, "");
  const Form form = parse("preamble --b\r\n--b \t \r\n" + std::string(kNamed) + "x\r\n--b-- \t\r\nepilogue\r\n--b\r\n");
  EXPECT_EQ(form.outcome, MultipartEvent::End);
  EXPECT_EQ(form.parts.size(), 1U);
}

TEST(MultipartParser, RefusesWhatTwoReadersMayCutDifferently) {
  const std::string named(kNamed);
  for (const std::string& content : {
           std::string(),
           std::string("--b"),
           std::string("--b\r\n"),
           "--b\n" + named + "x\r\n--b--",
           "--b\r\n" + named + "x\n--b--",
           "--b\r\n" + named + "x\r\n--bc--",
           "--b\r\n" + named + "x\r\n--b--c",
           "--b\r\n" + named + "x\r\n--b -- ",
           "--b\r\n" + named + "x\r\n--b\r",
           "--b\r\n" + named + "x",
           form_of("Content-Type: text/plain\r\n"),
           form_of("Content-Disposition: form-data; name=a\r\nContent-Disposition: form-data; name=b\r\n"),
           form_of("Content-Disposition: form-data; name=a\r\nContent-Type: a/b\r\nContent-Type: c/d\r\n"),
           form_of("Content-Disposition: form-data; name=a\r\n folded\r\n"),
           form_of("Content-Disposition : form-data; name=a\r\n"),
           form_of("Content-Disposition: form-data; name=\"a\nb\"\r\n"),
           form_of("Content-Disposition: attachment; name=a\r\n"),
           form_of("Content-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: base64\r\n"),
       }) {
    EXPECT_EQ(outcome(content), MultipartEvent::Malformed) << content;
  }
}

TEST(MultipartParser, KeepsItsLimits) {
  const std::string one = "--b\r\n" + std::string(kNamed) + "12345\r\n";
  const std::string two = one + one + "--b--";
  EXPECT_EQ(outcome(two, {.parts = 2}), MultipartEvent::End);
  EXPECT_EQ(outcome(two, {.parts = 1}), MultipartEvent::TooManyParts);
  EXPECT_EQ(outcome(two, {.part_bytes = 5}), MultipartEvent::End);
  EXPECT_EQ(outcome(two, {.part_bytes = 4}), MultipartEvent::PartTooLarge);
  EXPECT_EQ(outcome(two, {.head_bytes = kNamed.size() - 2}), MultipartEvent::End);
  EXPECT_EQ(outcome(two, {.head_bytes = kNamed.size() - 3}), MultipartEvent::HeadTooLarge);
  EXPECT_EQ(outcome("--b\r\n" + std::string(20, 'x'), {.head_bytes = 10}), MultipartEvent::HeadTooLarge);
}

TEST(MultipartParser, HoldsBackLittleOfContentWithoutAnEnd) {
  MultipartParser parser("b", {});
  const std::string begin = "--b\r\n" + std::string(kNamed);
  EXPECT_EQ(parser.next(as_bytes(begin), false).event, MultipartEvent::Part);
  const MultipartParser::Step step = parser.next(as_bytes(std::string_view("0123456789")), false);
  EXPECT_EQ(step.event, MultipartEvent::Content);
  EXPECT_EQ(as_text(step.content), "012345");  // Of "CRLF--b" four bytes may be there already.
}

TEST(MultipartParser, AgreesWithTheReferenceOnAnythingMadeOfItsWords) {
  constexpr std::string_view kWords[] = {"--b",    "\r\n", "--b--", "\r\n--b", kNamed, " ", "-", "\r", "\n", "x", "Content-Type: a/b\r\n",
                                         "--b\r\n"};
  std::mt19937 random(11);  // NOLINT(bugprone-random-generator-seed,cert-msc51-cpp): each run is the same.
  for (int round = 0; round < 3000; ++round) {
    std::string content = round % 2 == 0 ? "--b\r\n" : "";
    for (std::size_t words = random() % 12; words > 0; --words) content += kWords[random() % std::size(kWords)];
    parse(content, "b", round % 3 == 0 ? MultipartLimits{.parts = 2, .head_bytes = 50, .part_bytes = 3} : MultipartLimits{});
  }
}

TEST(MultipartParser, ABoundaryIsOfRfc2046) {
  for (const std::string& good : {std::string("b"), std::string(70, 'x'), std::string("a b"), std::string("'()+_,-./:=?")})
    EXPECT_TRUE(MultipartParser::is_boundary(good)) << good;
  for (const std::string& bad : {std::string(), std::string(71, 'x'), std::string("a "), std::string("a\"b"), std::string("a\r\nb")})
    EXPECT_FALSE(MultipartParser::is_boundary(bad)) << bad;
}

TEST(FormDisposition, ReadsNamesAsBrowsersWriteThem) {
  const auto name = [](std::string_view value) { return parse_form_disposition(value).value_or(FormDisposition{"?", {}}).name; };
  const auto file = [](std::string_view value) {
    return parse_form_disposition(value).value_or(FormDisposition{}).file_name.value_or("?");
  };
  EXPECT_EQ(name("form-data; name=\"a%22b\""), "a\"b");
  EXPECT_EQ(name("Form-Data;NAME=a"), "a");
  EXPECT_EQ(name("form-data; name=\"a;b=c\"; x=y"), "a;b=c");
  EXPECT_EQ(file("form-data; name=a; filename=\"C:\\new\\\"x\\\".txt\""), "C:\\new\"x\".txt");
  EXPECT_EQ(file("form-data; filename=\"\"; name=a"), "");
  EXPECT_EQ(file("form-data; name=a; filename*=utf-8''x"), "?");
  for (const char* bad :
       {"form-data", "form-data; name", "form-data; name=", "form-data; name=\"a", "form-data name=a", "form-data; name=a;",
        "form-data; name=a; name=b", "form-data; name=\"\xff\"", "inline; name=a", "form-data; name=a b=c"}) {
    EXPECT_EQ(name(bad), "?") << bad;
  }
}

TEST(SafeFileName, LeavesNoWayOutOfADirectory) {
  EXPECT_EQ(safe_file_name("report.pdf"), "report.pdf");
  EXPECT_EQ(safe_file_name("../../etc/passwd"), "passwd");
  EXPECT_EQ(safe_file_name("C:\\Users\\ann\\a b.txt"), "a b.txt");
  EXPECT_EQ(safe_file_name(".."), "");
  EXPECT_EQ(safe_file_name("/"), "");
  EXPECT_EQ(safe_file_name(" .htaccess. "), "htaccess");
  EXPECT_EQ(safe_file_name("a:b|c?.txt\n"), "a_b_c_.txt_");
  EXPECT_EQ(safe_file_name(std::string(254, 'x') + "\xC3\xBC"), std::string(254, 'x'));
}

}  // namespace
}  // namespace saki::http
