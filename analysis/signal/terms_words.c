/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/terms_words.h"

#include <stdlib.h>

/* By the alphabet, for the search. What stands after an apostrophe is a word of its own: didn't is "didn"
 * here. */
static const char *const empty_words[] = {
    "able",      "about",    "above",     "after",     "again",    "ago",       "all",      "already",
    "also",      "although", "always",    "am",        "an",       "and",       "another",  "any",
    "anyone",    "anything", "april",     "are",       "aren",     "as",        "ask",      "asked",
    "at",        "august",   "back",      "be",        "because",  "been",      "before",   "being",
    "below",     "between",  "both",      "but",       "by",       "came",      "can",      "cannot",
    "carefully", "come",     "comes",     "coming",    "could",    "couldn",    "day",      "days",
    "dear",      "december", "did",       "didn",      "do",       "does",      "doesn",    "doing",
    "don",       "done",     "down",      "each",      "either",   "else",      "ever",     "every",
    "everyone",  "february", "few",       "first",     "for",      "friday",    "from",     "gave",
    "get",       "getting",  "give",      "given",     "go",       "goes",      "going",    "gone",
    "got",       "had",      "hadn",      "has",       "hasn",     "have",      "haven",    "having",
    "he",        "hello",    "her",       "here",      "hers",     "hi",        "him",      "his",
    "how",       "however",  "if",        "in",        "into",     "is",        "isn",      "it",
    "its",       "itself",   "january",   "july",      "june",     "just",      "keep",     "kept",
    "know",      "last",     "least",     "less",      "let",      "like",      "ll",       "made",
    "make",      "making",   "many",      "march",     "may",      "maybe",     "me",       "might",
    "mine",      "monday",   "month",     "months",    "more",     "most",      "much",     "must",
    "my",        "myself",   "need",      "needed",    "needs",    "neither",   "never",    "next",
    "no",        "nobody",   "none",      "nor",       "not",      "nothing",   "november", "now",
    "october",   "of",       "off",       "often",     "on",       "once",      "one",      "only",
    "or",        "other",    "others",    "ought",     "our",      "ours",      "out",      "over",
    "own",       "please",   "put",       "quite",     "rather",   "re",        "really",   "regards",
    "said",      "same",     "saturday",  "saw",       "say",      "saying",    "says",     "see",
    "seem",      "seems",    "seen",      "september", "several",  "shall",     "she",      "should",
    "shouldn",   "since",    "sincerely", "sir",       "so",       "some",      "somebody", "someone",
    "something", "still",    "such",      "sunday",    "take",     "taken",     "taking",   "tell",
    "than",      "thank",    "thanks",    "that",      "the",      "their",     "theirs",   "them",
    "then",      "there",    "these",     "they",      "thing",    "things",    "think",    "this",
    "those",     "though",   "three",     "through",   "thursday", "till",      "to",       "today",
    "told",      "tomorrow", "too",       "took",      "tuesday",  "two",       "under",    "until",
    "up",        "upon",     "us",        "usual",     "ve",       "very",      "via",      "want",
    "wanted",    "was",      "wasn",      "way",       "we",       "wednesday", "week",     "weeks",
    "well",      "went",     "were",      "weren",     "what",     "when",      "where",    "whether",
    "which",     "while",    "who",       "whom",      "whose",    "why",       "will",     "with",
    "within",    "without",  "won",       "would",     "wouldn",   "year",      "years",    "yes",
    "yesterday", "yet",      "you",       "your",      "yours",    "yourself"};

static const struct str cut_begin =
    STR_INIT("的了是在我你您他她它们这那就都也还又很和与及跟同且或但而则因所以于把被给让向对从到说没不有个吗"
             "呢吧啊呀嘛啦么"
             "得地着过去来会要想能可再才只并该其之些每某此件等位次天点分下里中后前时候儿子");
/* Nowhere in a word. */
static const struct str particles = STR_INIT("的了是那这我你您他她们吗呢吧啊呀嘛啦么就也都又很说");
static const struct str cut_end = STR_INIT("的了是在我你您他她它们这那就都也还又很和与及跟同且或但而则因所以"
                                           "于把被给让向对从说没不有个吗呢吧啊呀嘛啦么"
                                           "得着要想能可再才只并该其之些每某此第一二两三几");

/* Words that begin or end like a piece and are none. */
static const char *const begin_all_the_same[] = {
    "到账", "到期", "到位", "到货", "到场", "还款", "还贷", "在线", "在建", "被盗", "被骗", "被扣", "被停",
    "被封", "没收", "没电", "没网", "没水", "不通", "不退", "不符", "不明", "不公", "不卫", "不合", "不良",
    "不法", "不当", "有线", "有效", "有毒", "有害", "过户", "过期", "过敏", "过高", "过路", "地址", "地铁",
    "地板", "地下", "地库", "地砖", "地暖", "地面", "地漏", "地税", "着火", "说明", "就业", "就医", "就诊",
    "让利", "让座", "给付", "给水", "把手", "和解", "个人", "个税", "会员", "会议", "会费", "会计", "要约",
    "能耗", "可疑", "同意", "同城", "因病", "对账", "对讲", "对公", "去世", "来电", "次卡", "天花", "天然",
    "天线", "天台", "点餐", "点位", "分期", "分行", "分红", "分店", "下水", "下载", "下架", "下单", "下车",
    "下班", "里程", "中介", "中心", "中奖", "中药", "中考", "中学", "后台", "后门", "前台", "前门", "时效",
    "子女", "子弹", "候车", "候诊", "候补", "儿童", "儿科", "每月", "每年", "从业", "向导", "等候", "等位",
    "位置", "件数", "所有", "再生", "才艺", "你方", "不动", "没信", "不开", "不发", "不返", "不接", "不稳",
    "不准", "不到", "不足", "没货", "没到", "过度", "过失", "过磅", "过重", "地段"};
static const char *const end_all_the_same[] = {
    "目的", "归还", "偿还", "退还", "返还", "代还", "逾还", "参与", "普及", "涉及", "首都", "成都", "棉被",
    "车把", "门把", "避让", "转让", "礼让", "淹没", "出没", "取得", "所得", "获得", "外因", "原因", "病因",
    "功能", "性能", "职能", "智能", "需要", "必要", "主要", "重要", "许可", "认可", "不可", "国有", "私有",
    "占有", "方向", "单向", "万一", "统一", "单一", "周一", "周二", "周三", "应该", "尤其", "合同", "相同",
    "共同", "不同", "陪同", "温和", "小说", "解说", "应对", "校对", "核对", "针对", "面对", "反对", "刚才",
    "人才", "合并", "显着", "附着", "规则", "原则", "违规", "否则", "自我", "交给", "供给", "思想", "理想"};

/* Of which a sentence of a complaint is made whatever it is about. */
static const char *const empty_pairs[] = {
    "关于", "情况", "反映", "问题", "事情", "来电", "致电", "先生", "女士", "您好", "你好", "客户",
    "用户", "自己", "什么", "怎么", "这样", "那样", "这么", "那么", "今天", "昨天", "明天", "现在",
    "今年", "去年", "因为", "所以", "但是", "如果", "虽然", "请问", "谢谢", "希望", "要求", "麻烦",
    "然后", "已经", "可以", "可能", "应该", "需要", "觉得", "知道", "看见", "看到", "没有", "只是",
    "就是", "不是", "还是", "或者", "以及", "有关", "一个", "一下", "一些", "一直", "一次", "这个",
    "那个", "我们", "你们", "他们", "大家", "时候", "有点", "有些", "非常", "真的", "表示", "认为",
    "其他", "进行", "之后", "以后", "之前", "以前", "当时", "后来", "结果", "另外", "尊敬", "领导"};

static int word_order(const void *text, const void *word) {
    return str_compare(*(const struct str *)text, str_of(*(const char *const *)word));
}

bool terms_word_is_empty(struct str word) {
    return bsearch(&word, empty_words, sizeof empty_words / sizeof *empty_words, sizeof *empty_words,
                   word_order) != NULL;
}

static bool begins_all_the_same(struct str gram) {
    for (size_t i = 0; i < sizeof begin_all_the_same / sizeof *begin_all_the_same; i++)
        if (str_starts(gram, str_of(begin_all_the_same[i])))
            return true;
    return false;
}

static bool ends_all_the_same(struct str gram) {
    for (size_t i = 0; i < sizeof end_all_the_same / sizeof *end_all_the_same; i++)
        if (str_ends(gram, str_of(end_all_the_same[i])))
            return true;
    return false;
}

static bool is_among(struct str character, struct str characters) {
    return character.size && str_find(characters, character) < characters.size;
}

/* Can the gram be laid out in empty words and particles? With half a word at its beginning and at its end,
 * since grams are cut anywhere: 况反映 out of 情况反映; `whole` once a whole word was there. */
static bool lays_out(struct str gram, bool at_begin, bool whole) {
    size_t one = 0;
    if (!gram.size)
        return whole;
    utf8_next(gram, &one);
    struct str first = str_sub(gram, 0, one), rest = str_sub(gram, one, gram.size);
    if (is_among(first, cut_begin) && lays_out(rest, false, whole))
        return true;
    for (size_t i = 0; i < sizeof empty_pairs / sizeof *empty_pairs; i++) {
        struct str pair = str_of(empty_pairs[i]);
        if ((str_starts(gram, pair) && lays_out(str_sub(gram, pair.size, gram.size), false, true)) ||
            (at_begin && str_ends(pair, first) && lays_out(rest, false, whole)) ||
            (whole && str_starts(pair, gram)))
            return true;
    }
    return false;
}

static bool has_particle(struct str gram) {
    for (size_t at = 0, from = 0; at < gram.size; from = at) {
        utf8_next(gram, &at);
        if (is_among(str_sub(gram, from, at), particles))
            return true;
    }
    return false;
}

bool terms_gram_is_empty(struct str gram) {
    return lays_out(gram, true, false);
}

bool terms_gram_is_cut(struct str gram) {
    size_t first = 0, last = gram.size;
    utf8_next(gram, &first);
    while (last > 0 && ((unsigned char)gram.data[--last] & 0xC0) == 0x80)
        ;
    bool begins = begins_all_the_same(gram), ends = ends_all_the_same(gram);
    return (!begins && is_among(str_sub(gram, 0, first), cut_begin)) ||
           (!ends && is_among(str_sub(gram, last, gram.size), cut_end)) ||
           (!begins && !ends && has_particle(gram));
}
