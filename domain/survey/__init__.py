"""A survey: one village in one election cycle, from its team to the report and the meeting that judges it (R18-R26).

It keeps who was heard by group, never an interviewee's name; it puts names on a list, it admits nobody.
"""

from domain.survey.state import Survey, evolve, survey_of

__all__ = ["Survey", "evolve", "survey_of"]
