/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/roles.h"

const struct role_info roles[ROLE_COUNT] = {
    [ROLE_ID_] = {"id", ROLE_ID, "names the case; the same in several exports is one case"},
    [ROLE_SYSTEM] = {"system", ROLE_DIMENSION,
                     "where the export comes from, for ids that are only unique there"},
    [ROLE_OCCURRED] = {"occurred", ROLE_TIME, "when what is complained about happened"},
    [ROLE_RECEIVED] = {"received", ROLE_TIME, "when the complaint arrived: the day it counts for"},
    [ROLE_REGISTERED] = {"registered", ROLE_TIME, "entered into the system"},
    [ROLE_ACCEPTED] = {"accepted", ROLE_TIME, "taken on, told to the customer"},
    [ROLE_DISPATCHED] = {"dispatched", ROLE_TIME, "handed to the unit that answers"},
    [ROLE_FIRST_RESPONSE] = {"first_response", ROLE_TIME, "first contact with the customer"},
    [ROLE_RESOLVED] = {"resolved", ROLE_TIME, "answered finally; clocks of policies end here"},
    [ROLE_CLOSED] = {"closed", ROLE_TIME, "closed, the latest time if more than once"},
    [ROLE_FIRST_CLOSED] = {"first_closed", ROLE_TIME, "closed for the first time"},
    [ROLE_REOPENED] = {"reopened", ROLE_TIME, "opened again"},
    [ROLE_FOLLOWED_UP] = {"followed_up", ROLE_TIME, "customer asked afterwards"},
    [ROLE_DUE] = {"due", ROLE_TIME, "deadline that the export itself holds"},
    [ROLE_PROMISED] = {"promised", ROLE_TIME, "date the customer was promised"},
    [ROLE_EXTENDED_TO] = {"extended_to", ROLE_TIME, "deadline after an extension"},
    [ROLE_UPDATED] = {"updated", ROLE_TIME, "last change of the row: the newest state of a case wins"},
    [ROLE_PAUSE_FROM] = {"pause_from", ROLE_TIME, "waiting for the customer since"},
    [ROLE_PAUSE_TO] = {"pause_to", ROLE_TIME, "waiting for the customer until"},
    [ROLE_STATUS] = {"status", ROLE_DIMENSION, "state of the case: open, closed …"},
    [ROLE_CHANNEL] = {"channel", ROLE_DIMENSION, "hotline, branch, web, regulator …"},
    [ROLE_PRODUCT] = {"product", ROLE_DIMENSION, "product or service"},
    [ROLE_ISSUE] = {"issue", ROLE_DIMENSION, "kind of matter, as the export has it"},
    [ROLE_SYMPTOM] = {"symptom", ROLE_DIMENSION, "what went wrong, below the issue"},
    [ROLE_CAUSE] = {"cause", ROLE_DIMENSION, "cause found"},
    [ROLE_UNIT] = {"unit", ROLE_DIMENSION, "branch, shop, station or company complained about"},
    [ROLE_REGION] = {"region", ROLE_DIMENSION, "where it lies"},
    [ROLE_DEPARTMENT] = {"department", ROLE_DIMENSION, "who works on it"},
    [ROLE_HANDLER] = {"handler", ROLE_DIMENSION, "person who works on it (shown without names)"},
    [ROLE_LEVEL] = {"level", ROLE_DIMENSION, "how grave: simple, complex, major …"},
    [ROLE_CUSTOMER] = {"customer", ROLE_DIMENSION, "customer's number, for repeat complaints (shown masked)"},
    [ROLE_SEGMENT] = {"segment", ROLE_DIMENSION, "kind of customer"},
    [ROLE_BRAND] = {"brand", ROLE_DIMENSION, "brand or maker"},
    [ROLE_OUTCOME] = {"outcome", ROLE_DIMENSION, "upheld, partly, not upheld …"},
    [ROLE_ESCALATED] = {"escalated", ROLE_DIMENSION, "handed over to: regulator, ombudsman, head office …"},
    [ROLE_SATISFACTION] = {"satisfaction", ROLE_DIMENSION, "the customer's answer, a word or a mark"},
    [ROLE_SATISFACTION_FIRST] = {"satisfaction_first", ROLE_DIMENSION,
                                 "the answer to the first survey, where there were two"},
    [ROLE_ON_TIME] = {"on_time", ROLE_FLAG, "in time, as the export itself says"},
    [ROLE_FIRST_CONTACT] = {"first_contact", ROLE_FLAG, "settled at the first contact"},
    [ROLE_QUALITY_OK] = {"quality_ok", ROLE_FLAG, "passed the quality check"},
    [ROLE_DISPATCH_OK] = {"dispatch_ok", ROLE_FLAG, "handed to the right unit at once"},
    [ROLE_AMOUNT] = {"amount", ROLE_NUMBER, "compensation, goodwill or loss"},
    [ROLE_REPLIES] = {"replies", ROLE_NUMBER, "number of replies or contacts"},
    [ROLE_WEIGHT] = {"weight", ROLE_NUMBER, "how many complaints a row stands for"},
    [ROLE_SUBJECT] = {"subject", ROLE_TEXT, "title"},
    [ROLE_TEXT_] = {"text", ROLE_TEXT, "what the customer wrote or said"},
    [ROLE_REPLY] = {"reply", ROLE_TEXT, "what was answered"},
};

enum role role_find(struct str name) {
    for (enum role role = 0; role < ROLE_COUNT; role++)
        if (str_equal(name, str_of(roles[role].name)))
            return role;
    return ROLE_NONE;
}
