"""The demo county's invented year: what its officials decided, entered by the commands that everybody uses.

The county takes Yumiao up on the first of June: its ledgers are imported and the papers of the months before are
entered late, each under its own day. From then on everything is entered on the day it was decided.
"""

from datetime import date

from yumiao.demo.year import classes, due_process, elections, mentors, reviews, surveys, tiers, wishes
from yumiao.demo.year.clerk import Clerk
from yumiao.office import Office

TAKEN_UP = date(2026, 6, 1)
"""The day of the import; papers of earlier days are entered on it."""
CHAPTERS = (elections, classes, surveys, wishes, reviews, due_process, tiers, mentors)


def live_the_year(office: Office, today: date) -> None:
    """Carry out every decision of the year in the order of its day; the clock ends on the day the folder stands on."""
    clerk = Clerk(office)
    steps = [step for chapter in CHAPTERS for step in chapter.steps(clerk)]
    for step in sorted(steps, key=lambda step: step.on):
        clerk.wait_until(step.on)
        step.carry_out()
    clerk.wait_until(today)
