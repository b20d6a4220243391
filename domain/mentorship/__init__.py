"""A mentorship: whom one candidacy has as mentors, as what and since when, and the talks they held. Never a score.

One stream a candidacy. What was said in a talk is sealed with the reserve's key and forgotten with them.
"""
