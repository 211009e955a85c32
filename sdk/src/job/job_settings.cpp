// SPDX-License-Identifier: Apache-2.0
#include "job/job_settings.h"

namespace saki {

SettingFields<JobSettings> job_settings() {
  SettingFields<JobSettings> fields("jobs");
  fields.add(&JobSettings::enabled,
             {.path = "enabled",
              .initial = "true",
              .description =
                  "Whether this process runs jobs by time, and what others left in the store; what it is asked for it runs in any case."});
  fields.add(&JobSettings::lease,
             {.path = "lease",
              .initial = "15s",
              .minimum = "1s",
              .maximum = "1h",
              .description =
                  "How long a run is a machine's own without a sign of life, where several share a store; and how often a process looks "
                  "there for runs that were left."});
  fields.add(&JobSettings::enqueued, {.path = "enqueued",
                                      .initial = "1000",
                                      .minimum = "1",
                                      .maximum = "1000000",
                                      .unit = "runs",
                                      .description = "Runs that were asked for and have not ended; past it they are refused."});
  fields.add(&JobSettings::durable, {.path = "durable",
                                     .initial = "1000",
                                     .minimum = "1",
                                     .maximum = "1000000",
                                     .unit = "runs",
                                     .description = "Runs of one durable job in the store; past it they are refused."});
  fields.add(&JobSettings::argument_bytes, {.path = "argument_bytes",
                                            .type = SettingType::Size,
                                            .initial = "64KiB",
                                            .minimum = "16",
                                            .maximum = "16MiB",
                                            .description = "The arguments of a durable job's run, as JSON; past it the run is refused."});
  return fields;
}

}  // namespace saki
