"""What the program says where something on the disk fails."""

# What is said of a save that failed with an error. The file is as it was in each of these.
FULL = r"The disk is full\. The file is as it was before"
FORBIDDEN = r"(You are not allowed to write in this folder|The file is protected against writing)\. Nothing was written"
FAILED = r"The file could not be written: .*\. It is as it was before"
SAID = {
    "ENOSPC": FULL, "EDQUOT": FULL,
    "EACCES": FORBIDDEN, "EPERM": FORBIDDEN, "EROFS": FORBIDDEN,
    "EIO": FAILED, "EFBIG": FAILED, "EINTR": FAILED,
}
# The file is whole and the new one, but nobody knows whether the disk has it: not saved, and said so.
UNSETTLED = r"The file was written, but the disk did not confirm it"
SETTINGS = r"The settings could not be kept for the next time"
NO_BACKUP = r"The project is saved, but no backup of this save was kept"
IN_DANGER = r"What you do is in this window alone: the journal that keeps it safe could not be written"
