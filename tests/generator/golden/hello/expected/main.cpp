// SPDX-License-Identifier: Apache-2.0
//
// Made by saki from service.yaml. Do not edit: it is made again whenever that changes.
#include "compose.h"
#include "saki/service.h"

int main(int argc, char** argv) {
  saki::Service service("hello", "0.1.0", "");
  hello::compose(service);
  return service.run(argc, argv);
}
