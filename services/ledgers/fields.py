"""Which field each column of a ledger fills, once its kind is known; of two for one field the better is read."""

import msgspec

from services.ledgers.headers import Column, Header
from services.ledgers.kinds import Kind

_COMMON = (
    "name",
    "sex",
    "ethnicity",
    "birth",
    "id_number",
    "education",
    "education_full_time",
    "education_in_service",
)
FIELDS: dict[Kind, frozenset[str]] = {
    "villages": frozenset(
        (
            *(
                "village",
                "township",
                "village_code",
                "incumbent_name",
                "incumbent_birth",
                "incumbent_education",
                "combined_post",
            ),
            *(
                "star_rating",
                "classification",
                "class_difficult",
                "class_key",
                "classification_reason",
                "willingness_to_serve",
            ),
        )
    ),
    "members": frozenset(
        (
            *_COMMON,
            "joined_party",
            "member_kind",
            "phone",
            "residence",
            "village",
            "township",
            "village_code",
            "post",
        )
    )
    | {"political_status", "occupation", "workplace", "party_affiliation"},
    "talents": frozenset(
        (*_COMMON, "joined_party", "phone", "native_township", "native_village", "political_status")
    )
    | {
        "occupation",
        "workplace",
        "party_affiliation",
        "willingness_to_return",
        "village_code",
        "residence",
        "post",
    },
    "mentors": frozenset(
        ("name", "sex", "birth", "ethnicity", "id_number", "education", "phone", "role", "township")
    )
    | {"linked_villages", "capacity", "post", "workplace", "political_status", "joined_party", "village_code"}
    | {"education_full_time", "education_in_service"},
    "reserves": frozenset(
        (*_COMMON, "joined_party", "member_kind", "phone", "residence", "village", "township", "village_code")
    )
    | {
        "post",
        "tier",
        "willingness_to_stand",
        "mentor_names",
        "political_status",
        "occupation",
        "workplace",
        "party_affiliation",
    },
}
LABELS = {
    "name": "姓名",
    "sex": "性别",
    "birth": "出生年月",
    "id_number": "身份证号",
    "education": "学历",
    "joined_party": "入党时间",
    "township": "乡镇",
    "village": "村",
    "village_code": "村代码",
    "native_township": "籍贯乡镇",
    "native_village": "籍贯村",
    "linked_villages": "联系村",
    "role": "导师身份",
    "incumbent_name": "现任书记",
}
"""What a message in Chinese calls a field for which the sheet has no column."""
_READ_AS: dict[Kind, dict[str, tuple[str, ...]]] = {
    "villages": {
        "name": ("incumbent_name",),
        "birth": ("incumbent_birth",),
        "education": ("incumbent_education",),
        "education_full_time": ("incumbent_education_full_time",),
        "education_in_service": ("incumbent_education_in_service",),
        "willingness": ("willingness_to_serve",),
        "willingness_to_stand": ("willingness_to_serve",),
        "branch": ("village",),
        "secretary:name": ("incumbent_name",),
        "secretary:birth": ("incumbent_birth",),
        "secretary:education": ("incumbent_education",),
        "secretary:education_full_time": ("incumbent_education_full_time",),
        "secretary:education_in_service": ("incumbent_education_in_service",),
        "secretary:willingness": ("willingness_to_serve",),
        "secretary:willingness_to_serve": ("willingness_to_serve",),
        "secretary:combined_post": ("combined_post",),
        "tier": ("classification",),
        "category": ("classification",),
    },
    "members": {"branch": ("village",), "category": ("member_kind",), "place": ("residence",)},
    "talents": {
        "village": ("native_village",),
        "township": ("native_township",),
        "branch": ("workplace",),
        "native": ("native_village",),
        "place": ("residence",),
        "willingness": ("willingness_to_return",),
        "willingness_to_serve": ("willingness_to_return",),
        "willingness_to_stand": ("willingness_to_return",),
        "category": ("occupation",),
        "classification": ("occupation",),
    },
    "mentors": {
        "mentor_name": ("name",),
        "mentor_names": ("name",),
        "village": ("linked_villages",),
        "branch": ("workplace",),
        "post": ("role", "post"),
        "mentor:post": ("role", "post"),
        "mentor:phone": ("phone",),
        "mentor:role": ("role",),
        "mentor:sex": ("sex",),
        "mentor:capacity": ("capacity",),
        "mentor:birth": ("birth",),
        "mentor:linked_villages": ("linked_villages",),
        "mentor:village": ("linked_villages",),
        "mentor:township": ("township",),
        "category": ("role",),
    },
    "reserves": {
        "branch": ("village",),
        "place": ("residence",),
        "mentor_name": ("mentor_names",),
        "willingness": ("willingness_to_stand",),
        "willingness_to_serve": ("willingness_to_stand",),
        "classification": ("tier",),
        "category": ("tier",),
        "linked_villages": ("village",),
    },
}
"""How a meaning is read in a kind of ledger where it is not itself a field."""


class Field(msgspec.Struct, frozen=True):
    """A column that is read, and the field it fills."""

    column: Column
    field: str
    key: str
    """The header as `columns` shows it: its innermost text, with the outer ones where that is not the only one."""


def fields_of(header: Header, kind: Kind) -> tuple[list[Field], list[tuple[Column, str]], list[Column]]:
    """(columns read, columns that lost to a better one with that one's header, columns ignored)."""
    labels = [column.label for column in header.columns]
    keys = {
        column.index: column.label if labels.count(column.label) == 1 else "/".join(column.levels)
        for column in header.columns
    }
    taken: dict[str, Column] = {}
    lost: list[Column] = []
    ignored: list[Column] = []
    order = sorted(header.columns, key=lambda column: (*_preference(column, kind), column.index))
    for column in order:
        wished = _wished(column, kind)
        field = next((field for field in wished if field not in taken), None)
        if field:
            taken[field] = column
        elif wished:
            lost.append(column)
        else:
            ignored.append(column)
    by_index = {column.index: field for field, column in taken.items()}
    read = [
        Field(column, by_index[column.index], _unique(keys, column))
        for column in header.columns
        if column.index in by_index
    ]
    losers = [
        (column, taken[_wished(column, kind)[0]].label) for column in sorted(lost, key=lambda one: one.index)
    ]
    return read, losers, sorted(ignored, key=lambda column: column.index)


def _unique(keys: dict[int, str], column: Column) -> str:
    key = keys[column.index]
    return key if list(keys.values()).count(key) == 1 else f"{key}#{column.index + 1}"


def _wished(column: Column, kind: Kind) -> tuple[str, ...]:
    if column.meaning in _READ_AS[kind]:
        return _READ_AS[kind][column.meaning]
    return (column.meaning,) if column.meaning in FIELDS[kind] else ()


def _preference(column: Column, kind: Kind) -> tuple[int, int]:
    """A meaning that is a field of the kind comes before one that is only read as it."""
    return (0 if column.meaning in FIELDS[kind] and column.meaning not in _READ_AS[kind] else 1), column.rank
