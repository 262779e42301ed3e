/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/base/file.h"
#include "reports/pack.h"
#include "reports/pack_check.h"
#include "tests/unit/cmocka_all.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char root[64]; /* a scratch folder for each test */

static const char *path_of(const char *name) {
    static char path[512];
    snprintf(path, sizeof path, "%s/%s", root, name);
    return path;
}

static void put(const char *name, const char *text) {
    FILE *file = fopen(path_of(name), "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static const char *content(const char *name) {
    static char text[4096];
    FILE *file = fopen(path_of(name), "r");
    if (!file)
        return NULL;
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    return text;
}

/* Entries of the scratch folder, hidden ones too. */
static int entries(void) {
    DIR *folder = opendir(root);
    int count = -2; /* . and .. */
    while (readdir(folder))
        count++;
    closedir(folder);
    return count;
}

static enum err_kind publish(const char *report) {
    struct err err = {0};
    struct pack *pack;
    if (!pack_begin(path_of("out/2026-10"), &pack, &err))
        return err.kind;
    if (!pack_write(pack, "report.json", str_of(report), &err) ||
        !pack_write(pack, "data/by_product.csv", STR("a,b\n"), &err))
        pack_abandon(pack);
    else
        pack_publish(pack, STR("\"inputs\": []"), &err);
    return err.kind;
}

static enum pack_state state_of(const char *name) {
    struct arena *arena = arena_new();
    struct pack_check check;
    struct err err = {0};
    assert_true(pack_check(path_of(name), arena, &check, &err));
    arena_free(arena);
    return check.state;
}

static void a_pack_appears_whole(void **state) {
    (void)state;
    assert_int_equal(state_of("out/2026-10"), PACK_ABSENT);
    assert_int_equal(publish("{}"), ERR_NONE);
    assert_int_equal(state_of("out/2026-10"), PACK_WHOLE);
    assert_string_equal(
        content("out/2026-10/manifest.json"),
        "{\n  \"schema\": \"redress.manifest/1\",\n  \"inputs\": [],\n  \"files\": [\n"
        "    {\"name\": \"data/by_product.csv\", \"size\": 4, \"sha256\": "
        "\"5be08c9684a1d25efcee09318204824278b08bbfb4aef973ffefd0b9d7478313\"},\n"
        "    {\"name\": \"report.json\", \"size\": 2, \"sha256\": "
        "\"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a\"}\n  ],\n"
        "  \"seal\": \"1247971708362f906c6ed9a3453890982ce89aaff7d71d4907a7bc39017d10bb\"\n}\n");
    DIR *folder = opendir(path_of("out"));
    int count = 0;
    while (readdir(folder))
        count++;
    closedir(folder);
    assert_int_equal(count, 3); /* no lock, nothing half-built */
}

static void an_older_pack_is_exchanged(void **state) {
    (void)state;
    assert_int_equal(publish("first"), ERR_NONE);
    assert_int_equal(publish("second"), ERR_NONE);
    assert_string_equal(content("out/2026-10/report.json"), "second");
    assert_int_equal(state_of("out/2026-10"), PACK_WHOLE);
}

static void an_empty_folder_is_used(void **state) {
    (void)state;
    mkdir(path_of("out"), 0777);
    mkdir(path_of("out/2026-10"), 0750);
    assert_int_equal(state_of("out/2026-10"), PACK_EMPTY);
    assert_int_equal(publish("first"), ERR_NONE);
    struct stat info;
    assert_int_equal(stat(path_of("out/2026-10"), &info), 0);
    assert_int_equal(info.st_mode & 0777, 0750);
}

static void foreign_files_are_never_replaced(void **state) {
    (void)state;
    assert_int_equal(publish("first"), ERR_NONE);
    put("out/2026-10/notes.txt", "mine");
    assert_int_equal(publish("second"), ERR_USAGE);
    assert_string_equal(content("out/2026-10/report.json"), "first");
    unlink(path_of("out/2026-10/notes.txt"));
    mkdir(path_of("out/2026-10/mine"), 0777);
    assert_int_equal(publish("second"), ERR_USAGE);
    rmdir(path_of("out/2026-10/mine"));
    put("out/2026-10/report.json", "FIRST"); /* same size, changed by hand */
    assert_int_equal(publish("second"), ERR_USAGE);
    put("out/2026-10/report.json", "first");
    assert_int_equal(publish("second"), ERR_NONE);
    unlink(path_of("out/2026-10/manifest.json"));
    assert_int_equal(publish("third"), ERR_USAGE);
    assert_string_equal(content("out/2026-10/report.json"), "second");
}

static void a_file_in_the_way_is_named(void **state) {
    (void)state;
    put("out", "a file");
    assert_int_equal(publish("first"), ERR_IO);
    unlink(path_of("out"));
    mkdir(path_of("out"), 0777);
    put("out/2026-10", "a file");
    assert_int_equal(publish("first"), ERR_USAGE);
    assert_string_equal(content("out/2026-10"), "a file");
}

static void only_one_run_at_a_time(void **state) {
    (void)state;
    struct err err = {0};
    struct pack *pack;
    assert_true(pack_begin(path_of("out/2026-10"), &pack, &err));
    assert_int_equal(publish("second"), ERR_IO);
    struct err other = {0};
    struct pack *november;
    assert_true(pack_begin(path_of("out/2026-11"), &november, &other));
    pack_abandon(november);
    assert_true(pack_write(pack, "report.json", STR("first"), &err));
    assert_true(pack_publish(pack, STR(""), &err));
    assert_string_equal(content("out/2026-10/report.json"), "first");
}

static void nothing_stays_behind_a_failure(void **state) {
    (void)state;
    struct err err = {0};
    struct pack *pack;
    assert_true(pack_begin(path_of("out/deep/2026-10"), &pack, &err));
    assert_true(pack_write(pack, "charts/a.png", STR("x"), &err));
    const char *bad[] = {"../x", "/x", "a//b", "", "charts/a.png", "manifest.json", "a/./b"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct err refused = {0};
        assert_false(pack_write(pack, bad[i], STR("x"), &refused));
    }
    pack_abandon(pack);
    assert_int_equal(entries(), 0);
}

static void an_interrupt_publishes_nothing(void **state) {
    (void)state;
    struct err err = {0};
    struct pack *pack;
    volatile sig_atomic_t stop = 0;
    assert_true(pack_begin(path_of("2026-10"), &pack, &err));
    pack_watch(pack, &stop);
    assert_true(pack_write(pack, "report.json", STR("x"), &err));
    stop = 1;
    assert_false(pack_publish(pack, STR(""), &err));
    assert_int_equal(err.kind, ERR_IO);
    assert_int_equal(entries(), 0);
}

static void what_a_killed_run_left_is_removed(void **state) {
    (void)state;
    mkdir(path_of("out"), 0777);
    mkdir(path_of("out/.2026-10.redress-part"), 0777);
    put("out/.2026-10.redress-part/half", "x");
    put("out/.2026-10.redress-lock", "");
    assert_int_equal(publish("first"), ERR_NONE);
    assert_int_equal(state_of("out/2026-10"), PACK_WHOLE);
}

static void a_pack_left_aside_comes_back(void **state) {
    (void)state;
    assert_int_equal(publish("first"), ERR_NONE);
    char folder[512]; /* path_of has one buffer */
    snprintf(folder, sizeof folder, "%s", path_of("out/2026-10"));
    assert_int_equal(rename(folder, path_of("out/.2026-10.redress-old")), 0);
    struct err err = {0};
    struct pack *pack;
    assert_true(pack_begin(path_of("out/2026-10"), &pack, &err));
    pack_abandon(pack);
    assert_string_equal(content("out/2026-10/report.json"), "first");
}

static void links_are_followed(void **state) {
    (void)state;
    mkdir(path_of("real"), 0777);
    assert_int_equal(symlink("real", path_of("2026-10")), 0);
    struct err err = {0};
    struct pack *pack;
    assert_true(pack_begin(path_of("2026-10/"), &pack, &err));
    assert_true(pack_write(pack, "report.json", STR("x"), &err));
    assert_true(pack_publish(pack, STR(""), &err));
    assert_string_equal(content("real/report.json"), "x");
    struct stat info;
    assert_int_equal(lstat(path_of("2026-10"), &info), 0);
    assert_true(S_ISLNK(info.st_mode));
}

static void files_of_libraries_are_adopted(void **state) {
    (void)state;
    struct err err = {0};
    struct pack *pack;
    assert_true(pack_begin(path_of("2026-10"), &pack, &err));
    const char *path = pack_path(pack, "sub/report.xlsx", &err);
    assert_non_null(path);
    FILE *file = fopen(path, "w");
    fputs("book", file);
    fclose(file);
    assert_true(pack_adopt(pack, "sub/report.xlsx", &err));
    assert_true(pack_publish(pack, STR(""), &err));
    assert_int_equal(state_of("2026-10"), PACK_WHOLE);
    unlink(path_of("2026-10/sub/report.xlsx"));
    assert_int_equal(state_of("2026-10"), PACK_DIFFERS);
}

static void the_current_folder_is_not_replaced(void **state) {
    (void)state;
    struct err err = {0};
    struct pack *pack;
    assert_false(pack_begin(".", &pack, &err));
    assert_int_equal(err.kind, ERR_USAGE);
}

static int make_root(void **state) {
    (void)state;
    snprintf(root, sizeof root, "/tmp/redress-test.XXXXXX");
    return mkdtemp(root) ? 0 : -1;
}

static int remove_root(void **state) {
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", root);
    return system(command);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_root, remove_root)

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_FOLDER(a_pack_appears_whole),
        IN_FOLDER(an_older_pack_is_exchanged),
        IN_FOLDER(an_empty_folder_is_used),
        IN_FOLDER(foreign_files_are_never_replaced),
        IN_FOLDER(a_file_in_the_way_is_named),
        IN_FOLDER(only_one_run_at_a_time),
        IN_FOLDER(nothing_stays_behind_a_failure),
        IN_FOLDER(an_interrupt_publishes_nothing),
        IN_FOLDER(what_a_killed_run_left_is_removed),
        IN_FOLDER(a_pack_left_aside_comes_back),
        IN_FOLDER(links_are_followed),
        IN_FOLDER(files_of_libraries_are_adopted),
        IN_FOLDER(the_current_folder_is_not_replaced),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
