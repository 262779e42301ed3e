# SPDX-License-Identifier: GPL-3.0-or-later
# Build tool: labels of all languages (properties files that msgcat made from the .po files, one a language, in
# the order en, zh) as one C table for reports/labels.c, sorted by id. An id that one language lacks stays empty
# there, which a unit test reports. Fuzzy and empty translations ("!id=") count as lacking.

function c_text(value,    out, at, c, code, low) {
    out = ""
    for (at = 1; at <= length(value); at++) {
        c = substr(value, at, 1)
        if (c == "\"") { out = out "\\\""; continue }
        if (c != "\\") { out = out c; continue }
        c = substr(value, ++at, 1)
        if (c == "u") {
            code = substr(value, at + 1, 4)
            at += 4
            if (code ~ /^[dD][89abAB]/) { # a surrogate pair: two escapes, one character
                low = substr(value, at + 3, 4)
                at += 6
                code = sprintf("%08x", 65536 + (hex(code) - 55296) * 1024 + hex(low) - 56320)
                out = out "\\U" code
            } else
                out = out "\\u" code
        } else if (c ~ /[nt\\]/)
            out = out "\\" c
        else
            out = out c
    }
    return out
}

function hex(digits,    sum, i) {
    sum = 0
    for (i = 1; i <= length(digits); i++)
        sum = sum * 16 + index("0123456789abcdef", tolower(substr(digits, i, 1))) - 1
    return sum
}

FNR == 1 {
    language = FILENAME
    sub(/.*\//, "", language)
    sub(/\.properties$/, "", language)
    sub(/.*\./, "", language) # compose.en is English too
}

/^[a-z]/ {
    at = index($0, "=")
    id = substr($0, 1, at - 1)
    text[language, id] = c_text(substr($0, at + 1))
    if (!(id in seen)) { seen[id] = 1; ids[++count] = id }
}

END {
    for (i = 2; i <= count; i++) { # insertion sort: a few hundred ids
        id = ids[i]
        for (k = i - 1; k >= 1 && ids[k] > id; k--)
            ids[k + 1] = ids[k]
        ids[k + 1] = id
    }
    print "#include \"reports/labels_data.h\""
    print "const struct label_entry label_entries[] = {"
    for (i = 1; i <= count; i++) {
        printf "    {\"%s\", {[LANG_ZH] = STR_INIT(\"%s\"),\n", ids[i], text["zh", ids[i]]
        printf "        [LANG_EN] = STR_INIT(\"%s\")}},\n", text["en", ids[i]]
    }
    print "};"
    printf "const size_t label_entry_count = %d;\n", count
}
