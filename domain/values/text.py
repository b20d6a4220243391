"""Spellings made comparable: full-width forms, blanks, line breaks and invisible marks never tell two words apart."""

import re
from unicodedata import is_normalized, normalize

INVISIBLE = dict.fromkeys(
    [
        *range(0x09),
        *range(0x0E, 0x20),
        0x7F,
        0xAD,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2065),
        0xFEFF,
        0xFE0E,
        0xFE0F,
    ]
)
PUNCTUATION = re.compile(r"[\s'\"“”‘’`´·•,，.。、;；:：!！?？*＊#★☆_\-—–~|/\\()（）\[\]【】<>《》〈〉{}]+")
BLANK_MARKS = re.compile(r"[\s\-—–_/\\.。~·、,，〇]+")
BRACKETED = re.compile(r"[(\[【〔{<《][^()\[\]【】〔〕{}<>《》]*[)\]】〕}>》]")
NUMERALS = {
    "〇": 0,
    "○": 0,
    "零": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
NUMERAL_RUN = re.compile("[〇○零一二两三四五六七八九十]+")
BLANK_WORDS = frozenset(
    [
        "无",
        "暂无",
        "空",
        "不详",
        "未知",
        "不清楚",
        "未填",
        "待查",
        "待补",
        "待补充",
        "无数据",
        "空白",
        "n/a",
        "na",
        "#n/a",
        "null",
        "none",
        "nan",
    ]
)


def flat(text: str) -> str:
    """One spelling for all blanks and widths: NFKC, without any blank, line break or invisible mark."""
    if not is_normalized("NFKC", text):
        text = normalize("NFKC", text)
    if text.isalnum():
        return text
    return "".join(text.translate(INVISIBLE).split())


def bare(text: str) -> str:
    """`flat` without punctuation, in lower case: for headers and wordings."""
    return PUNCTUATION.sub("", flat(text)).lower()


def without_brackets(text: str) -> str:
    """The text before and after its bracketed remarks, for example 村(支部) gives 村."""
    return BRACKETED.sub("", flat(text))


def says_nothing(text: str) -> bool:
    """A cell that is blank, a dash or a word for "not known"."""
    flattened = flat(text)
    if flattened.isalnum():
        return flattened in BLANK_WORDS or flattened.lower() in BLANK_WORDS
    return not BLANK_MARKS.sub("", flattened) or flattened.lower() in BLANK_WORDS


def numerals_as_digits(text: str) -> str:
    """一号村 becomes 1号村, 十二组 becomes 12组, 二〇〇三年 becomes 2003年: the same on both sides of a comparison."""
    return NUMERAL_RUN.sub(lambda run: _number(run.group()), text)


def _number(run: str) -> str:
    if "十" not in run:
        return "".join(str(NUMERALS[sign]) for sign in run)
    tens, _, units = run.partition("十")
    if len(tens) > 1 or len(units) > 1 or "十" in units:
        return run
    return str((NUMERALS[tens] if tens else 1) * 10 + (NUMERALS[units] if units else 0))
