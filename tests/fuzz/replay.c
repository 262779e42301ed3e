/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a fuzz target over the named files, for systems without libFuzzer. */
#include "analysis/base/file.h"

#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int main(int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        struct file_view view;
        struct err err = {0};
        if (!file_map(argv[i], &view, &err)) {
            fprintf(stderr, "%s\n", err.message);
            return 1;
        }
        LLVMFuzzerTestOneInput((const uint8_t *)view.bytes.data, view.bytes.size);
        file_unmap(&view);
    }
    return 0;
}
