"""Due process for an adverse finding: noted, informed, heard, settled with reasons, answered. Nobody is rejected by it.

The finding itself is the conclusion or the answer that was entered; its day is the day on which it was *noted*.
"""
