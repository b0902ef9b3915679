"""The logs are a day old. A thief opens the mailbox with a mail program, which logs in four times at once, and sends ten
minutes later; its owner reads by his carrier all day. The thief is named (first_day_newsletter_desk is the honest story)."""
import importlib.util
import pathlib

SPEC = importlib.util.spec_from_file_location(
    "desk", pathlib.Path(__file__).parents[1] / "first_day_newsletter_desk" / "case.py")
DESK = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(DESK)

THIEF = "203.0.113.66"


def build(root):
    reads = ("09:20:00", "09:20:01", "09:20:01", "09:20:02")
    server = DESK.newsletter(root, THIEF, reads, flood="stolen")
    server.expect("stolen", "mailbox", account=DESK.BOX, block=[THIEF], spare_origins=["198.51.100.77"])
    return server
