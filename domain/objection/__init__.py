"""Objections of a person to what was decided about them. That one was lodged is never a finding against anybody.

One stream a person, so that whoever would forget them sees at once that one is open. What it says is never stored.
"""
