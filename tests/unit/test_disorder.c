/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/clock/disorder.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/table_builder.h"

static void describe(const struct disorder *list, size_t count, char out[512]) {
    out[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        char line[128];
        const char *name = list[i].role == ROLE_NONE ? list[i].stage.data : roles[list[i].role].name;
        snprintf(line, sizeof line, "%s %zu/%zu #%zu\n", name, list[i].before, list[i].both, list[i].first);
        strcat(out, line);
    }
}

static void finds(const char *text, const struct stage *stages, size_t stage_count, const uint64_t *scope,
                  const char *expected) {
    char got[512];
    size_t count;
    struct arena *arena = arena_new();
    struct made *made = made_table(text);
    made->table.stages = stages;
    made->table.stage_count = stage_count;
    struct disorder *list = disorder_find(&made->table, scope, arena, &count);
    describe(list, count, got);
    assert_string_equal(got, expected);
    made_free(made);
    arena_free(arena);
}

static void dates_before_the_receipt_are_found_whatever_the_status(void **state) {
    (void)state;
    finds("received, resolved, closed, =closed\n"
          "2026-10-05, 2026-10-06, 2026-10-07, 1\n"
          "2026-10-05, 2026-10-04, 2026-10-03, 0\n"
          "2026-10-05, , 2026-10-03, 0\n"
          "2026-10-05, 2026-10-01, , 1\n"
          ", 2026-10-01, 2026-10-01, 1\n",
          NULL, 0, NULL, "resolved 2/3 #1\nclosed 2/3 #1\n");
}

static void a_day_is_not_before_a_time_of_the_same_day(void **state) {
    (void)state;
    finds("received, closed\n"
          "2026-10-05 10:00, 2026-10-05\n"
          "2026-10-05 10:00, 2026-10-05 09:59\n",
          NULL, 0, NULL, "closed 1/2 #1\n");
}

static void only_what_is_in_scope_counts(void **state) {
    (void)state;
    const uint64_t scope = 4;
    finds("received, closed\n2026-10-05, 2026-10-01\n2026-10-05, 2026-10-07\n2026-10-05, 2026-10-04\n", NULL,
          0, &scope, "closed 1/1 #2\n");
}

static void stages_are_found_once(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct made *made = made_table("received, dispatched, closed\n2026-10-05, 2026-10-07, 2026-10-06\n");
    const struct column *received = made->table.by_role[ROLE_RECEIVED],
                        *sent = made->table.by_role[ROLE_DISPATCHED],
                        *closed = made->table.by_role[ROLE_CLOSED];
    struct stage stages[] = {{.name = STR("forwarding"), .from = received, .to = sent},
                             {.name = STR("work"), .from = sent, .to = closed},
                             {.name = STR("same"), .from = sent, .to = closed},
                             {.name = STR("absent"), .from = sent, .to = NULL}};
    char got[512];
    size_t count;
    made->table.stages = stages;
    made->table.stage_count = 4;
    struct disorder *list = disorder_find(&made->table, NULL, arena, &count);
    describe(list, count, got);
    assert_string_equal(got, "dispatched 0/1 #0\nclosed 0/1 #0\nwork 1/1 #0\n");
    made_free(made);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_before_the_receipt_are_found_whatever_the_status),
        cmocka_unit_test(a_day_is_not_before_a_time_of_the_same_day),
        cmocka_unit_test(only_what_is_in_scope_counts),
        cmocka_unit_test(stages_are_found_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
