"""As office_moved, but the logs begin two days ago: one day at the old line is all they tell. That it fell silent is what counts."""
from young_logs import with_logs_of


def build(root):
    return with_logs_of(2.3, "office_moved", root)
