// SPDX-License-Identifier: Apache-2.0
#include "saki/offers.h"

#include <gmock/gmock.h>

namespace saki {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Cellar {};
struct Attic {};

TEST(Offers, AnOfferIsFoundByItsTypeAndName) {
  Offers offers;
  Cellar red;
  Cellar white;
  Attic attic;
  offers.add<Cellar>("red", red);
  offers.add<Cellar>("white", white);
  offers.add<Attic>("red", attic);
  EXPECT_EQ(offers.find<Cellar>("white"), &white);
  EXPECT_EQ(offers.find<Attic>("red"), &attic);
  EXPECT_EQ(offers.find<Attic>("white"), nullptr);
  EXPECT_THAT(offers.names<Cellar>(), ElementsAre("red", "white"));
  EXPECT_THAT(offers.names<int>(), IsEmpty());
}

using OffersDeathTest = testing::Test;

TEST(OffersDeathTest, OneNameIsOfferedOnce) {
  Offers offers;
  Cellar cellar;
  offers.add<Cellar>("red", cellar);
  EXPECT_DEATH(offers.add<Cellar>("red", cellar), "two packages offer the same thing");
}

}  // namespace
}  // namespace saki
