"""As office_moved_thief, but the logs begin two days ago."""
from young_logs import with_logs_of


def build(root):
    return with_logs_of(2.3, "office_moved_thief", root)
