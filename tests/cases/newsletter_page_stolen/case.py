"""A thief has the password of a club's site and sends 400 letters by its newsletter's page: a seventh of the people does not
exist, and another seventh's servers call it spam. He is blocked (newsletter_from_unknown_desk is the honest story)."""
import importlib.util
import pathlib

SPEC = importlib.util.spec_from_file_location(
    "club", pathlib.Path(__file__).parents[1] / "newsletter_from_unknown_desk" / "case.py")
CLUB = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(CLUB)


def build(root):
    server = CLUB.club(root, ("delivered",) * 5 + ("unknown", "spam"), flood="page")
    server.expect("page", "script", system_user="birdclub", domain=CLUB.SITE, block=[CLUB.DESK])
    server.never_named("harbor")
    return server
