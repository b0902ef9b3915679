"""The logs begin yesterday: no days before tell an owner's telephone by ActiveSync from the thief's. It asks in vain between its letters, a person's, which arrive."""
from young_logs import with_logs_of


def build(root):
    return with_logs_of(1, "webmail_activesync", root)
