// SPDX-License-Identifier: Apache-2.0
//
// JsonReader and JsonWriter against nlohmann/json: random documents, whole and damaged.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <random>
#include <string>

#include "saki/base/utf8.h"
#include "saki/json.h"
#include "saki/json_reader.h"
#include "saki/json_writer.h"

namespace saki {
namespace {

class RandomDocuments {
 public:
  explicit RandomDocuments(std::uint32_t seed) : random_(seed) {}

  Json value(int depth) {
    switch (below(depth > 0 ? 8 : 6)) {
      case 0: return nullptr;
      case 1: return below(2) == 0;
      case 2: return static_cast<std::int64_t>(random_()) >> below(64);
      case 3: return random_() >> below(64);
      case 4: return number();
      case 5: return text();
      case 6: return array(depth - 1);
      default: return object(depth - 1);
    }
  }

  std::uint64_t below(std::uint64_t end) { return random_() % end; }

 private:
  double number() {
    const std::uint64_t bits = random_();
    double value;
    std::memcpy(&value, &bits, sizeof value);
    return std::isfinite(value) ? value : 0.5;
  }

  std::string text() {
    std::string text;
    for (std::uint64_t i = below(12); i > 0; --i) append_utf8(text, static_cast<char32_t>(below(2) == 0 ? below(0x80) : below(0x110000)));
    return text;
  }

  Json array(int depth) {
    Json array = Json::array();
    for (std::uint64_t i = below(5); i > 0; --i) array.push_back(value(depth));
    return array;
  }

  Json object(int depth) {
    Json object = Json::object();
    for (std::uint64_t i = below(5); i > 0; --i) object[text()] = value(depth);
    return object;
  }

  std::mt19937_64 random_;
};

void write(JsonWriter& writer, const Json& value) {
  if (value.is_null()) {
    writer.null();
  } else if (value.is_boolean()) {
    writer.boolean(value.get<bool>());
  } else if (value.is_number_unsigned()) {
    writer.integer(value.get<std::uint64_t>());
  } else if (value.is_number_integer()) {
    writer.integer(value.get<std::int64_t>());
  } else if (value.is_number_float()) {
    writer.number(value.get<double>());
  } else if (value.is_string()) {
    writer.string(value.get_ref<const std::string&>());
  } else if (value.is_array()) {
    writer.begin_array();
    for (const Json& item : value) write(writer, item);
    writer.end_array();
  } else {
    writer.begin_object();
    for (const auto& [name, member] : value.items()) {
      writer.name(name);
      write(writer, member);
    }
    writer.end_object();
  }
}

TEST(JsonDifferential, TheReaderSeesWhatNlohmannWrote) {
  RandomDocuments documents(1);
  for (int round = 0; round < 3000; ++round) {
    const Json value = documents.value(5);
    const std::string text = value.dump(static_cast<int>(documents.below(3)) - 1, ' ', documents.below(2) == 0);
    ASSERT_EQ(parse_json(text).value(), value) << text;
  }
}

TEST(JsonDifferential, NlohmannSeesWhatTheWriterWrote) {
  RandomDocuments documents(2);
  for (int round = 0; round < 3000; ++round) {
    const Json value = documents.value(5);
    std::string text;
    JsonWriter writer(text);
    write(writer, value);
    ASSERT_EQ(Json::parse(text), value) << text;
  }
}

TEST(JsonDifferential, DamagedDocumentsAreJudgedAlike) {
  RandomDocuments documents(3);
  const std::string bytes = "{}[],:\"\\0159-+.eEu/ntf \n\x01\x7F\x80\xC3\xA9";
  int refused = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string text = documents.value(3).dump();
    const std::size_t at = documents.below(text.size());
    const char byte = bytes[documents.below(bytes.size())];
    switch (documents.below(3)) {
      case 0: text[at] = byte; break;
      case 1: text.erase(at, 1); break;
      default: text.insert(at, 1, byte); break;
    }
    const Json theirs = Json::parse(text, nullptr, false);
    const Result<Json> ours = parse_json(text);
    ASSERT_EQ(ours.has_value(), !theirs.is_discarded()) << text;
    if (ours) {
      ASSERT_EQ(*ours, theirs) << text;
    } else {
      ++refused;
    }
  }
  EXPECT_GT(refused, 5000);
}

}  // namespace
}  // namespace saki
