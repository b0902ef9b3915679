"""The same newsletter by the club's old page, from a desk that these logs do not know; one in eleven of its readers has
moved, and nobody calls it spam. Clean (newsletter_page_stolen is the thief's story)."""
import importlib.util
import pathlib

SPEC = importlib.util.spec_from_file_location(
    "club", pathlib.Path(__file__).parents[1] / "newsletter_from_unknown_desk" / "case.py")
CLUB = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(CLUB)


def build(root):
    server = CLUB.club(root, ("delivered",) * 10 + ("unknown",))
    server.never_named("birdclub", CLUB.SITE, CLUB.DESK, "harbor")
    return server
