/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_BASE_WORK_H
#define REDRESS_BASE_WORK_H

/* Work shared by threads. The tasks are numbered; which worker takes which task is left to chance, so a
 * task must write only what is its own and results are joined in the order of task numbers. */

#include <pthread.h>
#include <stddef.h>
#include <stdint.h>

typedef void work_task(void *context, size_t task, unsigned worker);

/* Runs tasks 0 … count − 1 on `workers` threads (the caller is worker 0) and returns when all are done. */
void work_run(unsigned workers, size_t count, work_task *run, void *context);
/* Processors this process may use, at least 1, at most WORK_MOST. */
enum { WORK_MOST = 64 };
unsigned work_processors(void);

/* A stretch of the tasks of one work_run that runs in the order of their numbers, one at a time. Every task
 * enters it once and leaves it, whatever has happened before: those behind wait for it. */
struct work_order {
    pthread_mutex_t lock;
    pthread_cond_t left;
    size_t next;
};
void work_order_init(struct work_order *order);
void work_order_enter(struct work_order *order, size_t task);
void work_order_leave(struct work_order *order);
void work_order_free(struct work_order *order);

/* How far a long stage is. `show` may be NULL; it is called now and then from worker threads, never from
 * two at once. */
struct progress {
    void (*show)(void *context, const char *stage, uint64_t done, uint64_t total);
    void *context;
};

#endif
