/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/frame.h"

#include <string.h>

/* Rows closed by status without a close date may be at most this share of all closed ones, in per cent. */
enum { UNDATED_PERCENT = 1 };

static void fill_days(struct frame *frame) {
    const struct period *periods = frame->periods;
    size_t days = (size_t)frame->day_count, start = 0, end = 0;
    for (size_t i = 0; i < days; i++) {
        int64_t midnight = (frame->first_day + (int64_t)i) * DATE_DAY;
        while (start < frame->period_count && periods[start].start <= midnight)
            start++;
        while (end < frame->period_count && periods[end].end <= midnight)
            end++;
        frame->starts_to_day[i] = (int32_t)start;
        frame->ends_to_day[i] = (int32_t)end;
        frame->period_of_day[i] = start > end ? (int32_t)start - 1 : -1;
    }
}

static uint16_t reach_day(int64_t day) {
    return (uint16_t)(day < 0 ? 0 : day < REACH_FOREVER ? day : REACH_FOREVER - 1);
}

static void find_ranges(struct frame *frame) {
    frame->ranges = heap_array(frame->period_count, sizeof *frame->ranges);
    for (size_t i = 0; i < frame->period_count; i++) {
        const struct period *period = &frame->periods[i];
        if (!i || period[-1].end != period->start)
            frame->ranges[frame->range_count++].start = reach_day(period->start / DATE_DAY);
        frame->ranges[frame->range_count - 1].end = reach_day(period->end / DATE_DAY);
    }
}

/* Of a fixed length and without a branch, which compilers turn into vectors. */
static void mark(const uint16_t *restrict first, const uint16_t *restrict last, uint16_t as_of,
                 uint16_t after, struct day_range days, uint8_t *restrict touched) {
    for (size_t i = 0; i < REACH_BLOCK; i++) {
        uint16_t open = last[i] >= as_of ? REACH_FOREVER : 0;
        uint16_t end = (uint16_t)(last[i] + after) | open;
        uint16_t has_begun = first[i] < days.end ? 1 : 0;
        uint16_t has_not_ended = end >= days.start ? 1 : 0;
        touched[i] |= (uint8_t)(has_begun & has_not_ended);
    }
}

void frame_touched(const struct frame *frame, size_t from, uint8_t touched[REACH_BLOCK]) {
    const struct reach *reach = frame->reach;
    memset(touched, reach == NULL, REACH_BLOCK);
    for (size_t i = 0; reach && i < frame->range_count; i++)
        mark(reach->first + from, reach->last + from, reach_day(frame->as_of / DATE_DAY), frame->days_after,
             frame->ranges[i], touched);
}

void frame_prepare(struct frame *frame) {
    const struct lifecycle *life = frame->life;
    size_t undated = life->closed_undated, closed = life->closed_dated + undated;
    frame->data_start = life->first_receipt / DATE_DAY * DATE_DAY;
    frame->has_close = life->closed_column || life->resolved_column;
    frame->undated_too_many = undated * 100 > closed * UNDATED_PERCENT;
    frame->weighted = frame->table->by_role[ROLE_WEIGHT] != NULL;
    if (frame->period_count) {
        frame->first_day = date_day_of(frame->periods[0].start);
        frame->day_count = date_day_of(frame->periods[frame->period_count - 1].end) - frame->first_day + 1;
    }
    size_t days = (size_t)frame->day_count;
    frame->period_of_day = heap_array(days, sizeof *frame->period_of_day);
    frame->starts_to_day = heap_array(days, sizeof *frame->starts_to_day);
    frame->ends_to_day = heap_array(days, sizeof *frame->ends_to_day);
    fill_days(frame);
    find_ranges(frame);
}

void frame_release(struct frame *frame) {
    heap_free(frame->period_of_day);
    heap_free(frame->starts_to_day);
    heap_free(frame->ends_to_day);
    heap_free(frame->ranges);
}

/* The last close as the export gives it, which may lie before the receipt. */
static uint32_t given_close(const struct frame *frame, size_t row, bool *date_only) {
    const struct lifecycle *life = frame->life;
    bool final = !life->reopened || life->reopened[row] == TIME_NONE || frame_reopened(frame, row);
    *date_only = frame_bit(final ? life->closed_date_only : life->first_date_only, row);
    return final ? life->closed[row] : life->first_end[row];
}

uint32_t frame_answer(const struct frame *frame, size_t row, bool *date_only) {
    uint32_t resolved = frame_known(frame, frame->life->resolved[row]);
    *date_only = frame_bit(frame->life->resolved_date_only, row);
    return resolved != TIME_NONE ? resolved : frame_known(frame, given_close(frame, row, date_only));
}

uint32_t frame_clock_end(const struct frame *frame, const struct deadlines *deadlines, size_t row,
                         bool *date_only) {
    if (deadlines->to) {
        *date_only = column_date_only(deadlines->to, row);
        return frame_known(frame, deadlines->to->codes[row]);
    }
    return deadlines->ends_at_close ? frame_known(frame, given_close(frame, row, date_only))
                                    : frame_answer(frame, row, date_only);
}

const struct calendar *frame_calendar(const struct frame *frame, const struct clock *clock) {
    return clock && clock->calendar ? clock->calendar : frame->calendar;
}

bool frame_span(const struct frame *frame, size_t row, struct span *span, uint32_t *close) {
    const struct lifecycle *life = frame->life;
    bool closed_day;
    if (frame_close(frame, row) == TIME_NONE)
        return false;
    uint32_t closed = given_close(frame, row, &closed_day);
    if (close)
        *close = closed;
    return span_between(life->received[row], frame_bit(life->received_column->date_only, row), closed,
                        closed_day, span);
}
