/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_CMD_PUBLISH_H
#define REDRESS_CMD_PUBLISH_H

/* From a loaded dataset to a published pack, unattended: the folder is locked, the report made, the gates
 * asked, and only then the documents appear, with a manifest of where they come from. */

#include "cmd/command.h"
#include "cmd/threshold.h"
#include "reports/gates.h"
#include "reports/pack.h"
#include "reports/template.h"

struct publish_options {
    const struct command *command; /* whose options were said */
    struct gate_limits gates;
    struct thresholds thresholds;
    const struct template *template; /* what the report shows */
    size_t detail;                   /* rows of single complaints; 0 = none */
    /* Writes the documents into the pack. */
    bool (*write)(void *context, const struct report *report, struct pack *pack, struct err *err);
    void *write_context;
};

/* --gates and --fail-on. */
bool publish_read(const struct settings *settings, struct arena *arena, struct publish_options *options,
                  struct err *err);
/* Makes and publishes the report on the dataset's period. ERR_DATA when a gate failed: nothing is published,
 * an older pack stays. */
bool publish(struct context *context, const struct publish_options *options, struct dataset *dataset,
             struct err *err);

#endif
