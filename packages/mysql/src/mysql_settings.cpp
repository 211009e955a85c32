// SPDX-License-Identifier: Apache-2.0
#include "mysql_settings.h"

#include "saki/database_settings.h"

namespace saki {
namespace {

using Options = MysqlOptions;
using Fields = SettingFields<Options>;

void add_server(Fields& fields) {
  fields.add(&Options::host, {.path = "host", .initial = "127.0.0.1", .minimum = "1", .description = "The server: an address, or a name."});
  fields.add(&Options::port, {.path = "port", .initial = "3306", .minimum = "1", .maximum = "65535", .description = "Its port."});
  fields.add(&Options::socket,
             {.path = "socket", .initial = "", .description = "Its Unix socket; when given, host and port are not used."});
  fields.add(&Options::user, {.path = "user", .initial = "root", .minimum = "1", .description = "Who logs in."});
  fields.add(&Options::password, {.path = "password", .initial = "", .description = "With which password; best from the environment."});
  fields.add(&Options::database, {.path = "database", .initial = "", .description = "The database that statements mean."});
}

void add_tls(Fields& fields) {
  fields.add(&Options::tls,
             {.path = "tls",
              .initial = "off",
              .words = {"off", "verified", "unverified"},
              .description = "verified: encrypted, and the server's certificate is good for this host; unverified: encrypted only."});
  fields.add(&Options::tls_ca,
             {.path = "tls_ca", .initial = "", .description = "The authorities to believe, in PEM; empty: the system's."});
  fields.add(&Options::tls_cert, {.path = "tls_cert", .initial = "", .description = "A certificate of one's own, in PEM."});
  fields.add(&Options::tls_key, {.path = "tls_key", .initial = "", .description = "Its key, in PEM."});
}

void add_pool(Fields& fields) {
  fields.add(&Options::min_connections, {.path = "min_connections",
                                         .initial = "1",
                                         .maximum = "1000",
                                         .unit = "connections",
                                         .description = "Those that each worker keeps open while nothing is asked."});
  fields.add(&Options::max_connections, {.path = "max_connections",
                                         .initial = "8",
                                         .minimum = "1",
                                         .maximum = "1000",
                                         .unit = "connections",
                                         .description = "Those that each worker may have."});
  fields.add(&Options::queue_timeout,
             {.path = "queue_timeout", .initial = "5s", .minimum = "1ms", .maximum = "1h", .description = "How long one waits there."});
  fields.add(&Options::idle_timeout, {.path = "idle_timeout",
                                      .initial = "10m",
                                      .minimum = "1s",
                                      .maximum = "24h",
                                      .description = "After which an idle connection beyond min_connections is closed."});
  fields.add(&Options::check_after, {.path = "check_after",
                                     .initial = "5s",
                                     .maximum = "24h",
                                     .description = "A connection idle for longer is asked for a sign of life before it is used."});
}

void add_times(Fields& fields) {
  fields.add(&Options::connect_timeout, {.path = "connect_timeout",
                                         .initial = "5s",
                                         .minimum = "1ms",
                                         .maximum = "10m",
                                         .description = "From the first packet to a session; also for a sign of life."});
  fields.add(&Options::start_timeout, {.path = "start_timeout",
                                       .initial = "10s",
                                       .maximum = "1h",
                                       .description = "How long the start waits for the server; 0s does not ask it."});
  fields.add(&Options::transaction_timeout, {.path = "transaction_timeout",
                                             .initial = "30s",
                                             .minimum = "1ms",
                                             .maximum = "24h",
                                             .description = "How long a transaction, or reading row by row, may keep a connection."});
  fields.add(&Options::cancel_timeout, {.path = "cancel_timeout",
                                        .initial = "2s",
                                        .minimum = "1ms",
                                        .maximum = "10m",
                                        .description = "How long the server may take to end a statement that nobody waits for any more."});
  fields.add(&Options::slow_query, {.path = "slow_query",
                                    .initial = "1s",
                                    .maximum = "24h",
                                    .description = "A call that takes longer is logged, without its values; 0s logs none."});
}

}  // namespace

SettingFields<MysqlOptions> mysql_settings() {
  Fields fields("mysql");
  add_server(fields);
  add_tls(fields);
  add_pool(fields);
  add_times(fields);
  add_database_settings(fields, "Calls of one worker that may wait for a connection.");
  fields.add(&Options::max_packet_bytes, {.path = "max_packet_bytes",
                                          .type = SettingType::Size,
                                          .initial = "64MiB",
                                          .minimum = "64KiB",
                                          .maximum = "1GiB",
                                          .description = "One row, or one statement with its values."});
  return fields;
}

}  // namespace saki
