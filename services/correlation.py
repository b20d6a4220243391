"""Which request a command came from: one id through the log lines, the answer's header and the command's events."""

from contextvars import ContextVar

current: ContextVar[str] = ContextVar("correlation", default="")
"""Empty where nobody asked over HTTP. It is carried into the threads that the question is answered in."""
