/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/base/zone.h"

#include "analysis/base/date.h"
#include "analysis/base/file.h"
#include "analysis/base/nearest.h"

#include <glib.h>
#include <string.h>

#define LAST_SECOND ((int64_t)UINT32_MAX)

/* A change never comes sooner after another than this. */
enum { PROBE = 7 * DATE_DAY };

/* From `start` (UTC) on, clocks are `offset` seconds ahead of UTC. */
struct change {
    int64_t start;
    int32_t offset;
};

struct zone {
    size_t count;
    struct change *changes;
};

/* Where the zones are listed, a line each: country, place, name, remark. */
static const char *const lists[] = {"/usr/share/zoneinfo/zone1970.tab", "/usr/share/zoneinfo/zone.tab"};

static int32_t offset_at(GTimeZone *zone, int64_t utc) {
    return g_time_zone_get_offset(zone, g_time_zone_find_interval(zone, G_TIME_TYPE_UNIVERSAL, utc));
}

/* The first second in (low, high] with another offset than at `low`. */
static int64_t change_between(GTimeZone *zone, int64_t low, int64_t high) {
    int32_t before = offset_at(zone, low);
    while (high - low > 1) {
        int64_t middle = low + (high - low) / 2;
        if (offset_at(zone, middle) == before)
            low = middle;
        else
            high = middle;
    }
    return high;
}

static void add_change(struct zone *zone, size_t *capacity, int64_t start, int32_t offset) {
    zone->changes = heap_grow(zone->changes, capacity, zone->count + 1, sizeof *zone->changes);
    zone->changes[zone->count++] = (struct change){start, offset};
}

static struct zone *list_changes(GTimeZone *from, struct arena *arena) {
    struct zone *zone = arena_alloc(arena, sizeof *zone);
    size_t capacity = 0;
    add_change(zone, &capacity, INT64_MIN, offset_at(from, 0));
    for (int64_t at = 0; at < LAST_SECOND; at += PROBE) {
        if (offset_at(from, at) == offset_at(from, at + PROBE))
            continue;
        int64_t start = change_between(from, at, at + PROBE);
        add_change(zone, &capacity, start, offset_at(from, start));
    }
    struct change *kept = arena_array(arena, zone->count, sizeof *kept);
    memcpy(kept, zone->changes, zone->count * sizeof *kept);
    heap_free(zone->changes);
    zone->changes = kept;
    return zone;
}

/* Place names alone are understood as well: "shanghai" is near Asia/Shanghai. */
static size_t distance(struct str wanted, struct str name) {
    const char *slash = memrchr(name.data, '/', name.size);
    size_t whole = nearest_distance(wanted, name);
    if (!slash || memchr(wanted.data, '/', wanted.size))
        return whole;
    size_t place = nearest_distance(wanted, str_sub(name, (size_t)(slash - name.data) + 1, name.size));
    return place < whole ? place : whole;
}

enum { NEAR = 3 };

struct near {
    struct str names[NEAR];
    size_t distances[NEAR];
    size_t count;
};

static void consider(struct near *near, struct str wanted, struct str name) {
    size_t own = distance(wanted, name), at = near->count < NEAR ? near->count++ : NEAR;
    for (; at > 0 && near->distances[at - 1] > own; at--)
        if (at < NEAR) {
            near->names[at] = near->names[at - 1];
            near->distances[at] = near->distances[at - 1];
        }
    if (at == NEAR)
        return;
    near->names[at] = name;
    near->distances[at] = own;
}

/* The third field of a line. */
static struct str name_in(struct str line) {
    for (int i = 0; i < 2; i++) {
        size_t tab = str_find_char(line, '\t');
        line = str_sub(line, tab < line.size ? tab + 1 : tab, line.size);
    }
    return str_trim(str_sub(line, 0, str_find_char(line, '\t')));
}

static bool unknown(const char *name, struct err *err) {
    struct file_view list = {.bytes = STR("")};
    struct near near = {.count = 0};
    struct err ignored = {0};
    for (size_t i = 0; i < sizeof lists / sizeof *lists && !list.bytes.size; i++)
        file_map(lists[i], &list, &ignored);
    for (struct str left = list.bytes; left.size;) {
        size_t end = str_find_char(left, '\n');
        struct str zone = left.data[0] == '#' ? STR("") : name_in(str_sub(left, 0, end));
        if (zone.size)
            consider(&near, str_of(name), zone);
        left = str_sub(left, end < left.size ? end + 1 : end, left.size);
    }
    err_set(err, ERR_USAGE, "there is no time zone \"%s\"", name);
    if (near.count == NEAR)
        err_hint(err, "the nearest are " STR_FMT ", " STR_FMT " and " STR_FMT "; or give hours, as in +08:00",
                 STR_ARG(near.names[0]), STR_ARG(near.names[1]), STR_ARG(near.names[2]));
    else
        err_hint(err, "give a name such as Asia/Shanghai or hours, as in +08:00");
    file_unmap(&list);
    return false;
}

/* No path out of the folder of zones, and not the zone of the machine. */
static bool is_plain(const char *name) {
    return name[0] && name[0] != '/' && name[0] != ':' && !strstr(name, "..") && strlen(name) < 64 &&
           strcmp(name, "localtime") != 0;
}

bool zone_load(const char *name, struct arena *arena, const struct zone **zone, struct err *err) {
    GTimeZone *found = is_plain(name) ? g_time_zone_new_identifier(name) : NULL;
    if (!found)
        return unknown(name, err);
    *zone = list_changes(found, arena);
    g_time_zone_unref(found);
    return true;
}

static size_t change_at(const struct zone *zone, int64_t utc) {
    size_t low = 0, high = zone->count;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (zone->changes[middle].start <= utc)
            low = middle;
        else
            high = middle;
    }
    return low;
}

int64_t zone_local(const struct zone *zone, int64_t utc, bool *repeated) {
    size_t at = change_at(zone, utc);
    const struct change *now = &zone->changes[at];
    /* Put back at the start of `now`, or at its end. */
    int64_t behind = at > 0 ? zone->changes[at - 1].offset - now->offset : 0;
    int64_t ahead = at + 1 < zone->count ? now->offset - zone->changes[at + 1].offset : 0;
    *repeated = (behind > 0 && utc < now->start + behind) ||
                (ahead > 0 && utc >= zone->changes[at + 1].start - ahead);
    return utc + now->offset;
}

bool zone_skips(const struct zone *zone, int64_t local) {
    for (size_t at = change_at(zone, local), i = at; i < zone->count && i <= at + 1; i++)
        if (i > 0 && zone->changes[i].offset > zone->changes[i - 1].offset &&
            local >= zone->changes[i].start + zone->changes[i - 1].offset &&
            local < zone->changes[i].start + zone->changes[i].offset)
            return true;
    return false;
}
