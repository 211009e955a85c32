// SPDX-License-Identifier: Apache-2.0
#include "redis_settings.h"

#include "saki/server_tls_settings.h"

namespace saki {
namespace {

using Options = RedisOptions;
using Fields = SettingFields<Options>;

void add_server(Fields& fields) {
  fields.add(&Options::server, {.path = "server", .minimum = "1", .description = "The server: HOST:PORT, [V6]:PORT or unix:/PATH."});
  fields.add(&Options::user, {.path = "user", .description = "The user of the server's access list; empty: its default."});
  fields.add(&Options::password, {.path = "password", .initial = "", .description = "The password; empty: none is sent."});
  fields.add(&Options::database, {.path = "database", .maximum = "1000000", .description = "The number of the database on the server."});
  fields.add(&Options::client_name, {.path = "client_name", .maximum = "100", .description = "How the server lists us."});
  fields.add(&Options::protocol, {.path = "protocol",
                                  .minimum = "2",
                                  .maximum = "3",
                                  .description = "The version of the protocol; 3 needs a service that was built with hiredis 1.0."});
}

void add_bounds(Fields& fields) {
  fields.add(&Options::connections, {.path = "connections",
                                     .minimum = "1",
                                     .maximum = "64",
                                     .unit = "connections",
                                     .description = "Connections of each worker that all calls share."});
  fields.add(&Options::exclusive, {.path = "exclusive",
                                   .maximum = "64",
                                   .unit = "connections",
                                   .description = "Connections of each worker that are lent to one caller, opened when wanted."});
  fields.add(&Options::in_flight, {.path = "in_flight",
                                   .minimum = "1",
                                   .maximum = "1000000",
                                   .unit = "calls",
                                   .description = "Calls sent on one connection whose replies have not come."});
  fields.add(&Options::queue_limit, {.path = "queue_limit",
                                     .minimum = "1",
                                     .maximum = "1000000",
                                     .unit = "calls",
                                     .description = "Calls of each worker that may wait for a connection."});
  fields.add(&Options::message_limit, {.path = "message_limit",
                                       .minimum = "1",
                                       .maximum = "1000000",
                                       .unit = "messages",
                                       .description = "Messages that a subscription keeps for a slow reader."});
  fields.add(&Options::command_bytes, {.path = "command_bytes",
                                       .type = SettingType::Size,
                                       .minimum = "1KiB",
                                       .maximum = "512MiB",
                                       .description = "One call with its arguments, and about all that waits to leave a connection."});
  fields.add(&Options::reply_bytes,
             {.path = "reply_bytes", .type = SettingType::Size, .minimum = "1KiB", .maximum = "512MiB", .description = "One reply."});
  fields.add(&Options::reply_elements, {.path = "reply_elements",
                                        .minimum = "1",
                                        .maximum = "100000000",
                                        .unit = "elements",
                                        .description = "Elements of one reply, at all depths."});
}

void add_times(Fields& fields) {
  fields.add(&Options::call_timeout,
             {.path = "call_timeout", .maximum = "24h", .description = "From a call to its reply; 0s is without end."});
  fields.add(&Options::connect_timeout, {.path = "connect_timeout",
                                         .minimum = "1ms",
                                         .maximum = "1h",
                                         .description = "How long a step of connecting may take: the name, the connection, the greeting."});
  fields.add(&Options::reconnect_first, {.path = "reconnect_first",
                                         .minimum = "1ms",
                                         .maximum = "1h",
                                         .description = "The pause before a lost connection is made again; doubled after each failure."});
  fields.add(&Options::reconnect_longest,
             {.path = "reconnect_longest", .minimum = "1ms", .maximum = "1h", .description = "What that pause grows to."});
  fields.add(&Options::probe_interval, {.path = "probe_interval",
                                        .minimum = "10ms",
                                        .maximum = "24h",
                                        .description = "Silence after which a subscriber's connection is asked for a sign of life."});
  fields.add(&Options::slow_command, {.path = "slow_command",
                                      .maximum = "24h",
                                      .description = "Calls that take so long are logged, by the command's name alone; 0s: never."});
}

}  // namespace

SettingFields<RedisOptions> redis_settings() {
  Fields fields("redis", Options());
  add_server(fields);
  add_server_tls_settings(fields);
  add_bounds(fields);
  add_times(fields);
  return fields;
}

}  // namespace saki
