"""The corpus' counties: fifteen offices, fifteen ways to keep the same five ledgers."""

from tests.ledgers.styles import (
    BRANCH,
    CHINESE,
    DAYS,
    FORM,
    MANY_DATES,
    NOTE,
    NUMBERS,
    PLAIN,
    SECRET_LOOKALIKE,
    SHORT,
    UNIT,
    Style,
    ledger_of,
    rest_of,
)

STYLES: tuple[Style, ...] = (
    Style(
        name="one-file-each",
        code="990101",
        towns=("青苗镇", "春泥乡", "禾穗镇"),
        extras=("empty",),
        miscount=("members",),
        ledgers=(
            ledger_of(
                "members",
                "grouped",
                "党员台账.xlsx",
                "Sheet1",
                MANY_DATES,
                unit=UNIT,
                total="合计",
                note=NOTE,
                blank_every=40,
            ),
            *rest_of(MANY_DATES),
        ),
    ),
    Style(
        name="two-level-meaning",
        code="990102",
        towns=("良种镇", "沃土乡", "新芽街道"),
        ledgers=(
            ledger_of(
                "members",
                "meaning_in_both",
                "党员.xlsx",
                "党员",
                DAYS,
                fill="once",
                sort=True,
                note=SECRET_LOOKALIKE,
            ),
            *rest_of(DAYS, "grouped"),
        ),
    ),
    Style(
        name="sheet-per-township",
        code="990103",
        towns=("晒谷镇", "打场乡", "犁铧镇"),
        twins=2,
        ledgers=(
            ledger_of(
                "members",
                "broken",
                "全县党员花名册.xlsx",
                "{town}",
                PLAIN,
                fill_village="once",
                sort=True,
                total="合计",
            ),
            *rest_of(PLAIN),
        ),
    ),
    Style(
        name="township-in-title-only",
        code="990104",
        towns=("水车镇", "石碾乡", "油坊镇"),
        twins=2,
        extras=("stray",),
        ledgers=(
            ledger_of(
                "members",
                "branch_member",
                "党员信息采集表（汇总）.xlsx",
                "Sheet{n}",
                FORM,
                title="{town}农村党员花名册",
                per_town=True,
                total="合计",
                total_in_words=True,
            ),
            *rest_of(FORM, "broken"),
        ),
    ),
    Style(
        name="merged-blocks-with-subtotals",
        code="990105",
        towns=("棉桃镇", "麻秆乡", "桑叶镇"),
        miscount=("members",),
        ledgers=(
            ledger_of(
                "members",
                "town_and_village",
                "党员名册.xlsx",
                "党员名册",
                DAYS,
                fill="merged",
                fill_village="merged",
                sort=True,
                subtotal="本村合计",
                total="总计",
            ),
            ledger_of("villages", "grouped", "村情.xlsx", "村情", DAYS, fill="merged", sort=True),
            ledger_of(
                "talents", "grouped", "乡贤.xlsx", "乡贤", DAYS, fill="merged", sort=True, total="合计"
            ),
            ledger_of(
                "mentors", "grouped", "导师.xlsx", "导师", DAYS, fill="merged", sort=True, subtotal="小计"
            ),
            ledger_of(
                "reserves", "grouped", "后备.xlsx", "后备", DAYS, fill="merged", sort=True, total="合计"
            ),
        ),
    ),
    Style(
        name="old-xls",
        code="990106",
        towns=("茶垄镇", "竹篓乡"),
        miscount=("reserves",),
        ledgers=(
            ledger_of(
                "members", "town_and_village", "党员花名册.xls", "Sheet1", SHORT, unit=UNIT, total="合计"
            ),
            *rest_of(SHORT, "", "xls"),
        ),
    ),
    Style(
        name="file-per-township",
        code="990107",
        towns=("船坞镇", "渔网乡", "芦苇镇"),
        twins=1,
        ledgers=(
            ledger_of(
                "members", "branch", "{town}党员台账.xlsx", "党员", BRANCH, unit="填报单位：{town}党委|2026.6"
            ),
            *rest_of(BRANCH),
        ),
    ),
    Style(
        name="print-pages",
        code="990108",
        towns=("砖窑镇", "瓦片乡"),
        miscount=("members",),
        ledgers=(
            ledger_of(
                "members",
                "broken",
                "党员打印版.xlsx",
                "打印",
                MANY_DATES,
                title="某县农村党员花名册|（按姓氏笔画为序）",
                repeat_header=20,
                blank_every=15,
                total="合计",
                total_in_words=True,
                footer="&C第&P页 共&N页",
            ),
            *rest_of(MANY_DATES, "broken"),
        ),
    ),
    Style(
        name="hidden-and-shifted",
        code="990109",
        towns=("风车镇", "雨棚乡"),
        ledgers=(
            ledger_of(
                "members",
                "town_and_village",
                "党员.xlsx",
                "Sheet1",
                DAYS,
                top=2,
                left=2,
                hide=("ethnicity", "member_kind"),
            ),
            ledger_of(
                "villages", "coded", "村.xlsx", "Sheet1", DAYS, top=1, left=1, hide=("classification_reason",)
            ),
            ledger_of("talents", "native", "能人.xlsx", "Sheet1", DAYS, top=3, left=0, title=""),
            ledger_of("mentors", "named", "导师.xlsx", "Sheet1", DAYS, left=1),
            ledger_of("reserves", "plain", "后备.xlsx", "Sheet1", DAYS, top=1, left=3, hide=("remarks",)),
        ),
    ),
    Style(
        name="one-workbook",
        code="990110",
        towns=("灯盏镇", "蜡染乡", "剪纸镇"),
        extras=("cover", "index", "empty"),
        ledgers=(
            ledger_of("villages", "grouped", "后备力量工作台账.xlsx", "附件1村情", MANY_DATES, unit=UNIT),
            ledger_of(
                "members",
                "meaning_in_both",
                "后备力量工作台账.xlsx",
                "附件2党员",
                MANY_DATES,
                unit=UNIT,
                total="合计",
            ),
            ledger_of("talents", "grouped", "后备力量工作台账.xlsx", "附件3乡贤", MANY_DATES, unit=UNIT),
            ledger_of("mentors", "grouped", "后备力量工作台账.xlsx", "附件4导师", MANY_DATES, unit=UNIT),
            ledger_of("reserves", "grouped", "后备力量工作台账.xlsx", "附件5后备", MANY_DATES, unit=UNIT),
        ),
    ),
    Style(
        name="numbers-everywhere",
        code="990111",
        towns=("算盘镇", "账簿乡"),
        ledgers=(
            ledger_of("members", "bare", "导出数据.xlsx", "Sheet1", NUMBERS, title=""),
            ledger_of("villages", "coded", "村数据.xlsx", "Sheet1", NUMBERS, title=""),
            ledger_of("talents", "bare", "人才数据.xlsx", "Sheet1", NUMBERS, title=""),
            ledger_of("mentors", "broken", "导师数据.xlsx", "Sheet1", NUMBERS, title=""),
            ledger_of("reserves", "broken", "后备数据.xlsx", "Sheet1", NUMBERS, title=""),
        ),
    ),
    Style(
        name="chinese-numerals",
        code="990112",
        towns=("墨砚镇", "毛笔乡"),
        ledgers=(
            ledger_of("members", "bare", "党员.xlsx", "花名册", CHINESE, title="农村党员花名册", note=NOTE),
            *rest_of(CHINESE, "broken"),
        ),
    ),
    Style(
        name="namesakes-on-a-flat-list",
        code="990113",
        towns=("双胞镇", "并蒂乡", "对联镇"),
        twins=3,
        ambiguous=3,
        ledgers=(
            ledger_of("members", "broken", "党员.xlsx", "Sheet1", PLAIN, unit=UNIT, total="合计"),
            *rest_of(PLAIN, "broken"),
        ),
    ),
    Style(
        name="communities-and-two-sheets-of-reserves",
        code="990114",
        towns=("城郊街道", "外环镇"),
        in_communities=True,
        extras=("empty",),
        ledgers=(
            ledger_of(
                "members", "town_and_village", "党员.xlsx", "党员", MANY_DATES, header="&L内部资料 注意保存"
            ),
            ledger_of("villages", "bare", "村情.xlsx", "村情", DAYS),
            ledger_of("talents", "bare", "乡贤.xlsx", "乡贤", DAYS, note=SECRET_LOOKALIKE),
            ledger_of("mentors", "broken", "导师.xlsx", "导师", DAYS),
            ledger_of("reserves", "plain", "后备（分乡镇）.xlsx", "{town}后备力量", DAYS, total="合计"),
        ),
    ),
    Style(
        name="section-rows",
        code="990115",
        towns=("鼓楼镇", "磨坊乡", "纺车镇"),
        ledgers=(
            ledger_of(
                "members",
                "broken",
                "党员.xlsx",
                "Sheet1",
                PLAIN,
                section="{town}（共{count}人）",
                sort=True,
                total="合计",
            ),
            ledger_of("villages", "bare", "村情.xlsx", "Sheet1", DAYS, section="{town}", sort=True),
            ledger_of("talents", "bare", "乡贤.xlsx", "Sheet1", DAYS, section="一、{town}", sort=True),
            ledger_of("mentors", "named", "导师.xlsx", "Sheet1", DAYS, section="{town}导师", sort=True),
            ledger_of(
                "reserves", "plain", "后备.xlsx", "Sheet1", DAYS, section="{town}", sort=True, subtotal="小计"
            ),
        ),
    ),
)
