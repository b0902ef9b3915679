"""As survey_by_another_host; the mailbox was knocked at sixty times before dawn. Clean, as it is without."""
from knocks import knocked_at


def build(root):
    return knocked_at("survey_by_another_host", root, times=60)
