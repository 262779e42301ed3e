/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report.eml and `summary --format eml`. GMime lays out and encodes the message. */
#include "reports/out_mail.h"

#include "reports/mail_body.h"
#include "reports/out_json.h"
#include "reports/out_text.h"
#include "reports/plot.h"
#include "reports/writers.h"

#include <gmime/gmime.h>
#include <openssl/evp.h>
#include <string.h>

enum { PICTURES = 2, PICTURE_WIDTH = 624, PICTURE_SCALE = 2, DIGEST = 32 };

struct mail {
    const struct report *report;
    const struct mail_options *options;
    struct arena *arena;
    struct str subject;
    char digest[DIGEST + 1]; /* of everything the mail is made of */
    struct mail_picture pictures[PICTURES];
    struct str bytes[PICTURES];
    size_t picture_count;
};

/* ---- what it is made of ---- */

static struct str default_subject(struct mail *mail) {
    const struct report *report = mail->report;
    struct str name = report->title;
    if (report->organisation.size)
        name = str_printf(mail->arena, STR_FMT " \xC2\xB7 " STR_FMT, STR_ARG(report->organisation),
                          STR_ARG(report->title));
    return str_printf(mail->arena, STR_FMT " " STR_FMT, STR_ARG(name), STR_ARG(report->period_name));
}

/* Line ends and other control characters would end a header or start another: from the report they become
 * blanks; what the user says is refused (see has_control). */
static struct str header_text(struct arena *arena, struct str text) {
    struct buf out = {0};
    for (size_t at = 0; at < text.size;) {
        char bytes[4];
        uint32_t code = utf8_next(text, &at);
        code = code < 0x20 || (code >= 0x7F && code < 0xA0) ? ' ' : code;
        buf_add(&out, (struct str){bytes, utf8_encode(code, bytes)});
    }
    struct str clean = str_copy(arena, str_trim(buf_str(&out)));
    buf_free(&out);
    return clean;
}

static bool has_control(struct str text) {
    for (size_t i = 0; i < text.size; i++)
        if ((unsigned char)text.data[i] < 0x20 || text.data[i] == 0x7F)
            return true;
    return utf8_valid_prefix(text) != text.size;
}

static bool make_digest(struct mail *mail, struct err *err) {
    struct buf all = {0};
    report_json(mail->report, &all);
    const struct str headers[] = {mail->subject, mail->options->to, mail->options->from};
    for (size_t i = 0; i < 3; i++) {
        buf_add(&all, headers[i]);
        buf_add_char(&all, '\n');
    }
    unsigned char raw[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    bool done = EVP_Digest(all.data, all.size, raw, &size, EVP_sha256(), NULL) && size >= DIGEST / 2;
    buf_free(&all);
    if (!done)
        return err_set(err, ERR_IO, "cannot compute the SHA-256 of the mail");
    for (size_t i = 0; i < DIGEST / 2; i++)
        snprintf(mail->digest + 2 * i, 3, "%02x", raw[i]);
    return true;
}

static bool add_picture(struct mail *mail, const struct chart *chart, struct err *err) {
    if (!chart || !plot_find(chart->kind) || mail->picture_count == PICTURES)
        return true;
    for (size_t i = 0; i < mail->picture_count; i++)
        if (mail->pictures[i].chart == chart)
            return true;
    size_t at = mail->picture_count++;
    mail->pictures[at] = (struct mail_picture){
        chart, str_printf(mail->arena, "chart%zu.%s@redress.invalid", at + 1, mail->digest)};
    return plot_png(chart, mail->report->lang, PICTURE_WIDTH, PICTURE_SCALE, mail->arena, &mail->bytes[at],
                    err);
}

/* How it went and what it was about; where there is no such chart, the next ones. */
static bool choose_pictures(struct mail *mail, struct err *err) {
    const struct report *report = mail->report;
    if (!add_picture(mail, report_chart_find(report, STR("trend")), err) ||
        !add_picture(mail, report_chart_find(report, STR("pareto")), err))
        return false;
    for (size_t i = 0; i < report->chart_count; i++)
        if (!add_picture(mail, &report->charts[i], err))
            return false;
    return true;
}

/* ---- parts ---- */

/* The line ends of the mail standard, which files have. */
static void add_line_ends(struct buf *out, struct str text) {
    for (size_t at = 0; at < text.size;) {
        size_t end = str_find_char(str_sub(text, at, text.size), '\n');
        buf_add(out, str_sub(text, at, at + end));
        at += end + 1;
        if (at <= text.size)
            buf_add(out, STR("\r\n"));
    }
}

static GMimeObject *new_part(const char *type, const char *subtype, struct str bytes,
                             GMimeContentEncoding encoding) {
    GMimePart *part = g_mime_part_new_with_type(type, subtype);
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes.data, bytes.size);
    GMimeDataWrapper *content = g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT);
    g_object_unref(stream);
    g_mime_part_set_content(part, content);
    g_object_unref(content);
    g_mime_part_set_content_encoding(part, encoding);
    return GMIME_OBJECT(part);
}

/* Text that is hardly ASCII is shorter in base64, whose line ends are those of the mail standard. */
static GMimeObject *new_text(const struct mail *mail, const char *subtype, struct str text) {
    size_t beyond = 0;
    for (size_t i = 0; i < text.size; i++)
        beyond += (unsigned char)text.data[i] >= 0x80;
    bool dense = beyond > text.size / 4;
    struct buf lines = {0};
    (dense ? add_line_ends : buf_add)(&lines, text);
    GMimeObject *part =
        new_part("text", subtype, str_copy(mail->arena, buf_str(&lines)),
                 dense ? GMIME_CONTENT_ENCODING_BASE64 : GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
    buf_free(&lines);
    g_mime_object_set_content_type_parameter(part, "charset", "utf-8");
    return part;
}

static GMimeMultipart *new_multipart(const struct mail *mail, const char *subtype) {
    GMimeMultipart *parts = g_mime_multipart_new_with_subtype(subtype);
    struct str boundary = str_printf(mail->arena, "=_redress_%s_%s", subtype, mail->digest);
    g_mime_multipart_set_boundary(parts, boundary.data);
    return parts;
}

static void add_part(GMimeMultipart *parts, GMimeObject *part) {
    g_mime_multipart_add(parts, part);
    g_object_unref(part);
}

static GMimeObject *new_related(const struct mail *mail, struct str html) {
    GMimeMultipart *related = new_multipart(mail, "related");
    g_mime_object_set_content_type_parameter(GMIME_OBJECT(related), "type", "text/html");
    add_part(related, new_text(mail, "html", html));
    for (size_t i = 0; i < mail->picture_count; i++) {
        GMimeObject *picture = new_part("image", "png", mail->bytes[i], GMIME_CONTENT_ENCODING_BASE64);
        struct str name = str_printf(mail->arena, "chart%zu.png", i + 1);
        g_mime_object_set_content_id(picture, mail->pictures[i].id.data);
        g_mime_object_set_disposition(picture, GMIME_DISPOSITION_INLINE);
        g_mime_part_set_filename(GMIME_PART(picture), name.data);
        add_part(related, picture);
    }
    return GMIME_OBJECT(related);
}

static GMimeObject *new_body(const struct mail *mail) {
    struct buf text = {0}, html = {0};
    GMimeMultipart *alternative = new_multipart(mail, "alternative");
    report_text(mail->report, &text);
    mail_body(mail->report, mail->pictures, mail->picture_count, &html);
    add_part(alternative, new_text(mail, "plain", buf_str(&text)));
    add_part(alternative, new_related(mail, buf_str(&html)));
    buf_free(&text);
    buf_free(&html);
    return GMIME_OBJECT(alternative);
}

/* The body alone, or with the workbook behind it. */
static GMimeObject *new_content(const struct mail *mail) {
    if (!mail->options->workbook.size)
        return new_body(mail);
    GMimeMultipart *mixed = new_multipart(mail, "mixed");
    GMimeObject *workbook = new_part("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                                     mail->options->workbook, GMIME_CONTENT_ENCODING_BASE64);
    struct str name = str_printf(mail->arena, "report-" STR_FMT ".xlsx", STR_ARG(mail->report->period_name));
    g_mime_object_set_disposition(workbook, GMIME_DISPOSITION_ATTACHMENT);
    g_mime_part_set_filename(GMIME_PART(workbook), name.data);
    add_part(mixed, new_body(mail));
    add_part(mixed, workbook);
    return GMIME_OBJECT(mixed);
}

/* ---- head ---- */

static bool all_mailboxes(InternetAddressList *list) {
    int count = list ? internet_address_list_length(list) : 0;
    for (int i = 0; i < count; i++) {
        InternetAddress *address = internet_address_list_get_address(list, i);
        if (!INTERNET_ADDRESS_IS_MAILBOX(address))
            return false;
        const char *box = internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address));
        if (!box || !strchr(box, '@') || box[0] == '@' || box[strlen(box) - 1] == '@')
            return false;
        internet_address_set_charset(address, "utf-8");
    }
    return count > 0;
}

/* `into` may be NULL: then they are only looked at. */
static bool add_addresses(struct arena *arena, InternetAddressList *into, const char *option, struct str text,
                          struct err *err) {
    if (text.size == 0)
        return true;
    InternetAddressList *list =
        has_control(text) ? NULL : internet_address_list_parse(NULL, str_cstr(arena, text));
    bool fine = all_mailboxes(list);
    if (fine && into)
        internet_address_list_append(into, list);
    if (list)
        g_object_unref(list);
    if (fine)
        return true;
    struct str shown = header_text(arena, text);
    err_set(err, ERR_USAGE, "--%s is no address: \"" STR_FMT "\"", option, STR_ARG(shown));
    return err_hint(err, "write it as in a mail: name@example.org, or \"Name <name@example.org>, …\"");
}

static void add_origin(const struct mail *mail, GMimeMessage *message) {
    const struct report *report = mail->report;
    GDateTime *date = g_date_time_new_from_unix_utc(report->as_of);
    if (date) {
        g_mime_message_set_date(message, date);
        g_date_time_unref(date);
    }
    struct str id = str_printf(mail->arena, "%s@redress.invalid", mail->digest);
    g_mime_message_set_message_id(message, id.data);
    GMimeObject *object = GMIME_OBJECT(message);
    g_mime_object_set_header(object, "Content-Language", report->lang == LANG_ZH ? "zh-Hans" : "en", "utf-8");
    /* No automatic answers to it (RFC 3834); and a file without addresses opens as a draft. */
    g_mime_object_set_header(object, "Auto-Submitted", "auto-generated", "utf-8");
    if (mail->options->to.size == 0)
        g_mime_object_set_header(object, "X-Unsent", "1", "utf-8");
}

static bool add_head(struct mail *mail, GMimeMessage *message, struct err *err) {
    g_mime_message_set_subject(message, mail->subject.data, "utf-8");
    if (!add_addresses(mail->arena, g_mime_message_get_from(message), "from", mail->options->from, err) ||
        !add_addresses(mail->arena, g_mime_message_get_to(message), "to", mail->options->to, err))
        return false;
    add_origin(mail, message);
    return true;
}

/* ---- writing ---- */

static void write_message(GMimeMessage *message, struct buf *out) {
    GMimeFormatOptions *format = g_mime_format_options_new();
    g_mime_format_options_set_newline_format(format, GMIME_NEWLINE_FORMAT_UNIX);
    GMimeStream *stream = g_mime_stream_mem_new();
    g_mime_object_write_to_stream(GMIME_OBJECT(message), format, stream);
    GByteArray *bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
    buf_add(out, (struct str){(const char *)bytes->data, bytes->len});
    g_object_unref(stream);
    g_mime_format_options_free(format);
}

static bool write_mail(struct mail *mail, struct buf *out, struct err *err) {
    GMimeMessage *message = g_mime_message_new(FALSE);
    bool done = add_head(mail, message, err);
    if (done) {
        GMimeObject *body = new_content(mail);
        g_mime_message_set_mime_part(message, body);
        g_object_unref(body);
        write_message(message, out);
    }
    g_object_unref(message);
    return done;
}

static bool check_options(const struct mail_options *options, struct arena *arena, struct err *err) {
    if (has_control(options->subject))
        return err_set(err, ERR_USAGE, "--subject should be one line of text");
    return add_addresses(arena, NULL, "from", options->from, err) &&
           add_addresses(arena, NULL, "to", options->to, err);
}

bool mail_options_check(const struct mail_options *options, struct err *err) {
    struct arena *arena = arena_new();
    g_mime_init(); /* it cannot be started again once it is shut down */
    bool fine = check_options(options, arena, err);
    arena_free(arena);
    return fine;
}

static bool make_mail(struct mail *mail, struct buf *out, struct err *err) {
    struct str said = mail->options->subject;
    if (!mail_options_check(mail->options, err))
        return false;
    mail->subject = header_text(mail->arena, said.size ? said : default_subject(mail));
    if (!make_digest(mail, err) || !choose_pictures(mail, err))
        return false;
    return write_mail(mail, out, err);
}

bool report_mail(const struct report *report, const struct mail_options *options, struct buf *out,
                 struct err *err) {
    struct mail mail = {.report = report, .options = options, .arena = arena_new()};
    bool done = make_mail(&mail, out, err);
    arena_free(mail.arena);
    return done;
}

static bool mail_write(const struct report *report, struct pack *pack, struct err *err) {
    struct buf lines = {0}, file = {0};
    struct mail_options options = {0};
    bool done = report_mail(report, &options, &lines, err);
    if (done) {
        add_line_ends(&file, buf_str(&lines));
        done = pack_write(pack, "report.eml", buf_str(&file), err);
    }
    buf_free(&lines);
    buf_free(&file);
    return done;
}

const struct writer writer_mail = {"eml", mail_write};
