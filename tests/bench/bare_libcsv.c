/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What libcsv alone, in its default mode, needs to split a file into fields; for comparison. usage:
 * bare_libcsv FILE */
#include <csv.h>
#include <stdio.h>

static void count_field(void *field, size_t size, void *count) {
    (void)field;
    (void)size;
    ++*(size_t *)count;
}

int main(int argc, char **argv) {
    static char block[1 << 20];
    struct csv_parser parser;
    size_t fields = 0, size;
    FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
    if (!file || csv_init(&parser, 0) != 0)
        return 1;
    while ((size = fread(block, 1, sizeof block, file)) > 0)
        if (csv_parse(&parser, block, size, count_field, NULL, &fields) != size)
            return 1;
    csv_fini(&parser, count_field, NULL, &fields);
    csv_free(&parser);
    fclose(file);
    return printf("%zu fields\n", fields) < 0;
}
