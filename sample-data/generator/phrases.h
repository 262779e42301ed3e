/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The phrase tables, one file per language and group of categories. */
#ifndef GENERATOR_PHRASES_H
#define GENERATOR_PHRASES_H

#include <stddef.h>

#include "bank.h"

#define LIST(...)                                                                                            \
    (const char *const[]) {                                                                                  \
        __VA_ARGS__, NULL                                                                                    \
    }

extern const struct phrases zh_product_phrases[], zh_security_phrases[], zh_process_phrases[],
    zh_information_phrases[], zh_service_phrases[], zh_digital_phrases[], zh_credit_phrases[],
    zh_other_phrases[];
extern const struct phrases en_product_phrases[], en_security_phrases[], en_process_phrases[],
    en_information_phrases[], en_service_phrases[], en_digital_phrases[], en_credit_phrases[],
    en_other_phrases[];

#endif
