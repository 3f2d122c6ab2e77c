"""Promises that are held against the program. One that it cannot keep yet is False here, and the run says so at its end."""

# No half-written file is left once the program has been started again.
NO_LEFTOVERS = True

# Every edit that was told to be committed is in the copy that the next start recovers.
JOURNAL = True

# The journal is on disk, whatever the power does, so many seconds after an edit.
JOURNAL_SYNCED_SECS = 1.5

# Hostile files that take longer than two seconds, or more memory than 10 times their size and 200 MiB. They are tried, and their figures are told.
TOO_SLOW_OR_LARGE = set()
