/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Build tool: writes the named files as one C source for analysis/base/bundle.c.
 * usage: embed PREFIX FILE… > bundle_data.c      PREFIX is cut from each name; files come in sorted order */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int by_name(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static long write_bytes(FILE *in, int number) {
    printf("static const char file_%d[] = {", number);
    long size = 0;
    for (int byte; (byte = getc(in)) != EOF; size++)
        printf("%s%d,", size % 24 ? "" : "\n", (signed char)byte);
    printf("0};\n");
    return size;
}

int main(int argc, char **argv) {
    if (argc < 2)
        return 2;
    size_t prefix = strlen(argv[1]);
    char **names = argv + 2;
    int count = argc - 2;
    long *sizes = calloc((size_t)count + 1, sizeof *sizes);
    if (!sizes)
        return 4;
    qsort(names, (size_t)count, sizeof *names, by_name);
    printf("#include \"analysis/base/bundle.h\"\n"
           "extern const struct bundle_file bundle_files[];\nextern const size_t bundle_count;\n");
    for (int i = 0; i < count; i++) {
        FILE *in = fopen(names[i], "rb");
        if (!in) {
            perror(names[i]);
            return 4;
        }
        sizes[i] = write_bytes(in, i);
        fclose(in);
    }
    printf("const struct bundle_file bundle_files[] = {\n");
    for (int i = 0; i < count; i++)
        printf("    {\"%s\", {file_%d, %ld}},\n", names[i] + prefix, i, sizes[i]);
    printf("    {0, {0, 0}}};\nconst size_t bundle_count = %d;\n", count);
    free(sizes);
    return 0;
}
