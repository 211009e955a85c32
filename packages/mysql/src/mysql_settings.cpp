// SPDX-License-Identifier: Apache-2.0
#include "mysql_settings.h"

#include "saki/database_settings.h"
#include "saki/server_tls_settings.h"

namespace saki {
namespace {

using Options = MysqlOptions;
using Fields = SettingFields<Options>;

void add_server(Fields& fields) {
  fields.add(&Options::host, {.path = "host", .minimum = "1", .description = "The server: an address, or a name."});
  fields.add(&Options::port, {.path = "port", .minimum = "1", .maximum = "65535", .description = "Its port."});
  fields.add(&Options::socket, {.path = "socket", .description = "Its Unix socket; when given, host and port are not used."});
  fields.add(&Options::user, {.path = "user", .minimum = "1", .description = "Who logs in."});
  fields.add(&Options::password, {.path = "password", .initial = "", .description = "With which password; best from the environment."});
  fields.add(&Options::database, {.path = "database", .description = "The database that statements mean."});
}

void add_pool(Fields& fields) {
  fields.add(&Options::min_connections, {.path = "min_connections",
                                         .maximum = "1000",
                                         .unit = "connections",
                                         .description = "Those that each worker keeps open while nothing is asked."});
  fields.add(&Options::max_connections, {.path = "max_connections",
                                         .minimum = "1",
                                         .maximum = "1000",
                                         .unit = "connections",
                                         .description = "Those that each worker may have."});
  fields.add(&Options::queue_timeout,
             {.path = "queue_timeout", .minimum = "1ms", .maximum = "1h", .description = "How long one waits there."});
  fields.add(&Options::idle_timeout, {.path = "idle_timeout",
                                      .minimum = "1s",
                                      .maximum = "24h",
                                      .description = "After which an idle connection beyond min_connections is closed."});
  fields.add(&Options::check_after, {.path = "check_after",
                                     .maximum = "24h",
                                     .description = "A connection idle for longer is asked for a sign of life before it is used."});
}

void add_times(Fields& fields) {
  fields.add(&Options::connect_timeout, {.path = "connect_timeout",
                                         .minimum = "1ms",
                                         .maximum = "10m",
                                         .description = "From the first packet to a session; also for a sign of life."});
  fields.add(&Options::start_timeout,
             {.path = "start_timeout", .maximum = "1h", .description = "How long the start waits for the server; 0s does not ask it."});
  fields.add(&Options::transaction_timeout, {.path = "transaction_timeout",
                                             .minimum = "1ms",
                                             .maximum = "24h",
                                             .description = "How long a transaction, or reading row by row, may keep a connection."});
  fields.add(&Options::cancel_timeout, {.path = "cancel_timeout",
                                        .minimum = "1ms",
                                        .maximum = "10m",
                                        .description = "How long the server may take to end a statement that nobody waits for any more."});
  fields.add(
      &Options::slow_query,
      {.path = "slow_query", .maximum = "24h", .description = "A call that takes longer is logged, without its values; 0s logs none."});
}

}  // namespace

SettingFields<MysqlOptions> mysql_settings() {
  Fields fields("mysql", Options());
  add_server(fields);
  add_server_tls_settings(fields);
  add_pool(fields);
  add_times(fields);
  add_database_settings(fields, "Calls of one worker that may wait for a connection.");
  fields.add(&Options::max_packet_bytes, {.path = "max_packet_bytes",
                                          .type = SettingType::Size,
                                          .minimum = "64KiB",
                                          .maximum = "1GiB",
                                          .description = "One row, or one statement with its values."});
  return fields;
}

}  // namespace saki
