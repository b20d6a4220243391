"""The names of things. A subject is whatever an event is about; its stream carries the same name."""

from typing import NewType

Stream = NewType("Stream", str)
"""`kind:key`, for example `person:pe_9f…` or `village:990101100200`."""

PersonId = NewType("PersonId", str)
"""`pe_` and random hex: says nothing about the person."""

CandidacyId = NewType("CandidacyId", str)
MentorId = NewType("MentorId", str)
SurveyId = NewType("SurveyId", str)
"""`su_`, the village's code and the number of the election cycle."""

ImportId = NewType("ImportId", str)
RequestId = NewType("RequestId", str)

RegionCode = NewType("RegionCode", str)
"""2, 4, 6, 9 or 12 digits: province, city, county, township, village; the shorter is a prefix of the longer."""

VillageCode = NewType("VillageCode", str)
TownshipCode = NewType("TownshipCode", str)


def stream_of(kind: str, key: str) -> Stream:
    """The stream that carries one subject's events."""
    return Stream(f"{kind}:{key}")


def key_of(stream: str) -> str:
    """The subject's own id within its stream's name."""
    return stream.partition(":")[2]
