"""As office_closed_thief, but the logs begin on Thursday: two days at the old line."""
from young_logs import with_logs_of


def build(root):
    return with_logs_of(4.5, "office_closed_thief", root)
