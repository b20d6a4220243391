"""R27: the six criteria that a proposal gives evidence for."""

import msgspec


class Merit(msgspec.Struct, frozen=True, kw_only=True):
    """R27: one of the six criteria that a proposal gives evidence for."""

    code: str
    label: str
    label_zh: str


MERITS = tuple(
    Merit(code=code, label=label, label_zh=zh)
    for code, label, zh in (
        ("POLITICAL", "sound in thought and politics", "思想政治素质好"),
        ("PROSPERITY", "able to prosper and to lead others to it", "致富带富能力强"),
        ("ORGANISING", "able to organise and coordinate", "组织协调能力强"),
        ("CHARACTER", "of good moral character", "道德品行好"),
        ("LAWFUL", "keeps discipline and the law", "遵纪守法"),
        ("REPUTE", "well spoken of by the people", "群众反映好"),
    )
)
