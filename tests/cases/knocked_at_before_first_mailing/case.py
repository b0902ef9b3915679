"""As first_mailing_of_the_logs; each mailbox was knocked at before dawn. The same is told as without."""
from knocks import knocked_at


def build(root):
    return knocked_at("first_mailing_of_the_logs", root)
