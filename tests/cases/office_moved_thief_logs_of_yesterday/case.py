"""As office_moved_thief, but the logs begin on the evening of the day before yesterday."""
from young_logs import with_logs_of


def build(root):
    return with_logs_of(1.9, "office_moved_thief", root)
