/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/roles.h"

const struct role_info roles[ROLE_COUNT] = {
    [ROLE_ID_] = {"id", ROLE_ID},
    [ROLE_SYSTEM] = {"system", ROLE_DIMENSION},
    [ROLE_OCCURRED] = {"occurred", ROLE_TIME},
    [ROLE_RECEIVED] = {"received", ROLE_TIME},
    [ROLE_REGISTERED] = {"registered", ROLE_TIME},
    [ROLE_ACCEPTED] = {"accepted", ROLE_TIME},
    [ROLE_DISPATCHED] = {"dispatched", ROLE_TIME},
    [ROLE_FIRST_RESPONSE] = {"first_response", ROLE_TIME},
    [ROLE_RESOLVED] = {"resolved", ROLE_TIME},
    [ROLE_CLOSED] = {"closed", ROLE_TIME},
    [ROLE_FIRST_CLOSED] = {"first_closed", ROLE_TIME},
    [ROLE_REOPENED] = {"reopened", ROLE_TIME},
    [ROLE_FOLLOWED_UP] = {"followed_up", ROLE_TIME},
    [ROLE_DUE] = {"due", ROLE_TIME},
    [ROLE_PROMISED] = {"promised", ROLE_TIME},
    [ROLE_EXTENDED_TO] = {"extended_to", ROLE_TIME},
    [ROLE_UPDATED] = {"updated", ROLE_TIME},
    [ROLE_PAUSE_FROM] = {"pause_from", ROLE_TIME},
    [ROLE_PAUSE_TO] = {"pause_to", ROLE_TIME},
    [ROLE_STATUS] = {"status", ROLE_DIMENSION},
    [ROLE_CHANNEL] = {"channel", ROLE_DIMENSION},
    [ROLE_PRODUCT] = {"product", ROLE_DIMENSION},
    [ROLE_ISSUE] = {"issue", ROLE_DIMENSION},
    [ROLE_SYMPTOM] = {"symptom", ROLE_DIMENSION},
    [ROLE_CAUSE] = {"cause", ROLE_DIMENSION},
    [ROLE_UNIT] = {"unit", ROLE_DIMENSION},
    [ROLE_REGION] = {"region", ROLE_DIMENSION},
    [ROLE_DEPARTMENT] = {"department", ROLE_DIMENSION},
    [ROLE_HANDLER] = {"handler", ROLE_DIMENSION},
    [ROLE_LEVEL] = {"level", ROLE_DIMENSION},
    [ROLE_CUSTOMER] = {"customer", ROLE_DIMENSION},
    [ROLE_SEGMENT] = {"segment", ROLE_DIMENSION},
    [ROLE_BRAND] = {"brand", ROLE_DIMENSION},
    [ROLE_OUTCOME] = {"outcome", ROLE_DIMENSION},
    [ROLE_ESCALATED] = {"escalated", ROLE_DIMENSION},
    [ROLE_SATISFACTION] = {"satisfaction", ROLE_DIMENSION},
    [ROLE_SATISFACTION_FIRST] = {"satisfaction_first", ROLE_DIMENSION},
    [ROLE_ON_TIME] = {"on_time", ROLE_FLAG},
    [ROLE_FIRST_CONTACT] = {"first_contact", ROLE_FLAG},
    [ROLE_QUALITY_OK] = {"quality_ok", ROLE_FLAG},
    [ROLE_DISPATCH_OK] = {"dispatch_ok", ROLE_FLAG},
    [ROLE_AMOUNT] = {"amount", ROLE_NUMBER},
    [ROLE_REPLIES] = {"replies", ROLE_NUMBER},
    [ROLE_WEIGHT] = {"weight", ROLE_NUMBER},
    [ROLE_SUBJECT] = {"subject", ROLE_TEXT},
    [ROLE_TEXT_] = {"text", ROLE_TEXT},
    [ROLE_REPLY] = {"reply", ROLE_TEXT},
};

enum role role_find(struct str name) {
    for (enum role role = 0; role < ROLE_COUNT; role++)
        if (str_equal(name, str_of(roles[role].name)))
            return role;
    return ROLE_NONE;
}
