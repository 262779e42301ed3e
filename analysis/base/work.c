/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/base/work.h"

#include <sched.h>
#include <signal.h>
#include <stdatomic.h>

struct job {
    work_task *run;
    void *context;
    size_t count;
    atomic_size_t next;
};

struct worker {
    struct job *job;
    unsigned number;
};

static void *work_loop(void *argument) {
    struct worker *worker = argument;
    struct job *job = worker->job;
    for (size_t task; (task = atomic_fetch_add(&job->next, 1)) < job->count;)
        job->run(job->context, task, worker->number);
    return NULL;
}

/* Signals are handled by the main thread alone, so helpers start with all of them blocked. */
static unsigned start_helpers(struct worker *workers, pthread_t *threads, unsigned wanted) {
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    unsigned started = 1;
    while (started < wanted && pthread_create(&threads[started], NULL, work_loop, &workers[started]) == 0)
        started++;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}

void work_run(unsigned workers, size_t count, work_task *run, void *context) {
    struct job job = {.run = run, .context = context, .count = count};
    atomic_init(&job.next, 0);
    struct worker list[WORK_MOST];
    pthread_t threads[WORK_MOST];
    if (workers > WORK_MOST)
        workers = WORK_MOST;
    if (workers > count)
        workers = count ? (unsigned)count : 1;
    for (unsigned i = 0; i < (workers ? workers : 1); i++)
        list[i] = (struct worker){&job, i};
    unsigned started = start_helpers(list, threads, workers);
    work_loop(&list[0]);
    for (unsigned i = 1; i < started; i++)
        pthread_join(threads[i], NULL);
}

void work_order_init(struct work_order *order) {
    pthread_mutex_init(&order->lock, NULL);
    pthread_cond_init(&order->left, NULL);
    order->next = 0;
}

/* Tasks are handed out in ascending order, so the one waited for has a thread that runs it. */
void work_order_enter(struct work_order *order, size_t task) {
    pthread_mutex_lock(&order->lock);
    while (order->next != task)
        pthread_cond_wait(&order->left, &order->lock);
}

void work_order_leave(struct work_order *order) {
    order->next++;
    pthread_cond_broadcast(&order->left);
    pthread_mutex_unlock(&order->lock);
}

void work_order_free(struct work_order *order) {
    pthread_cond_destroy(&order->left);
    pthread_mutex_destroy(&order->lock);
}

unsigned work_processors(void) {
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0)
        return 1;
    int count = CPU_COUNT(&set);
    return count < 1 ? 1 : count > WORK_MOST ? WORK_MOST : (unsigned)count;
}
