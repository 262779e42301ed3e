/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/digests.h"

#include "reports/pack_check.h"

#include <pthread.h>

struct digest {
    struct str text;
    char hex[PACK_SHA256];
    bool done;
};

struct digests {
    struct digest *items;
    size_t count;
    pthread_t thread;
    bool running;
};

static void *run(void *context) {
    struct digests *digests = context;
    for (size_t i = 0; i < digests->count; i++)
        digests->items[i].done = pack_sha256(digests->items[i].text, digests->items[i].hex);
    return NULL;
}

struct digests *digests_start(const struct str *texts, size_t count) {
    struct digests *digests = heap_array(1, sizeof *digests);
    digests->items = heap_array(count, sizeof *digests->items);
    digests->count = count;
    for (size_t i = 0; i < count; i++)
        digests->items[i].text = texts[i];
    digests->running = pthread_create(&digests->thread, NULL, run, digests) == 0;
    if (!digests->running)
        run(digests);
    return digests;
}

static void wait_for(struct digests *digests) {
    if (digests->running)
        pthread_join(digests->thread, NULL);
    digests->running = false;
}

const char *digests_hex(struct digests *digests, size_t i) {
    wait_for(digests);
    return digests->items[i].done ? digests->items[i].hex : NULL;
}

void digests_free(struct digests *digests) {
    if (!digests)
        return;
    wait_for(digests);
    heap_free(digests->items);
    heap_free(digests);
}
