"""As colleague_on_thiefs_exits, and no log tells who reads: the colleague's twelve letters are no thief's for the exits that he shares."""
from young_logs import case_of


def build(root):
    server = case_of("colleague_on_thiefs_exits").build(root)
    server.logs.pop(server.layout.mail_log)
    return server
