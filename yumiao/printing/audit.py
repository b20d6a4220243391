"""The audit as two lists: who decided what, and who read what that is sensitive or took copies."""

from infra.printed_book import Column, PrintedList, Section
from projections.audit import Audit
from projections.history_words import COPIES
from yumiao.printing import words


def printed(audit: Audit) -> tuple[PrintedList, PrintedList]:
    """Decisions, then reads."""
    since = "最早记录" if audit.since.year == 1 else str(audit.since)
    subtitle = f"{since} 至 {audit.until}　截至日志位置 {audit.stamp.position}"
    place = audit.region.name or audit.region.code
    decisions = PrintedList(
        name="决定",
        title=f"{place}　决定清单",
        subtitle=f"{subtitle}　共 {len(audit.decisions)} 项",
        columns=(
            Column("位置", 7, centred=True),
            Column("决定日期", 11, centred=True),
            Column("事项", 46),
            Column("对象", 34),
            Column("决定人", 20),
            Column("文号", 16),
            Column("规则", 6, centred=True),
            Column("录入人", 10, centred=True),
            Column("录入时间(UTC)", 17, centred=True),
            Column("补录", 6, centred=True),
        ),
        sections=[
            Section(
                "逐项",
                [
                    [
                        found.line.position,
                        str(found.line.decided_on or ""),
                        found.line.what_zh,
                        found.stream,
                        f"{found.line.decided_by.name}（{found.line.decided_by.role}）"
                        if found.line.decided_by
                        else "",
                        found.line.document_number,
                        found.line.rule_set_version or "",
                        found.line.entered_by,
                        f"{found.line.recorded_at:%Y-%m-%d %H:%M}",
                        "补录" if found.line.late else "",
                    ]
                    for found in audit.decisions
                ],
            )
        ],
    )
    reads = PrintedList(
        name="查看与导出",
        title=f"{place}　敏感信息查看与导出清单",
        subtitle=f"{subtitle}　共 {len(audit.reads)} 次",
        columns=(
            Column("位置", 7, centred=True),
            Column("日期", 11, centred=True),
            Column("查看人", 14),
            Column("角色", 18),
            Column("事由", 26),
            Column("对象", 34),
            Column("导出", 10, centred=True),
            Column("字段", 30),
        ),
        sections=[
            Section(
                "逐次",
                [
                    [
                        read.position,
                        str(read.on),
                        read.reader,
                        read.role,
                        read.case,
                        read.subject,
                        COPIES.get(read.what, ""),
                        "、".join(words.label(field) for field in read.fields),
                    ]
                    for read in audit.reads
                ],
            )
        ],
    )
    return decisions, reads
