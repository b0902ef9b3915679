"""As form_neighbours_page, but the robot goes on at the harbour's page for half an hour, and nothing is mailed: so it
is the bakery's that mails, though the harbour has more visitors and is asked first."""
import importlib.util
import pathlib

from services import ROBOT

SPEC = importlib.util.spec_from_file_location(
    "form_neighbours_page", pathlib.Path(__file__).parent.parent / "form_neighbours_page" / "case.py")
STORY = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(STORY)


def build(root):
    server = STORY.two_sites(root, STORY.PAGE, STORY.PAGE, STORY.both)
    for at in server.spread("14:35:00", "15:05:00", 40):
        server.request(STORY.NEIGHBOUR, STORY.DRIVER, at, STORY.PAGE, "POST", agent=ROBOT)
    server.expect("robot", "form", system_user="www-data", domain=STORY.DRIVEN, url="bakery.example/contact.php",
                  script="/var/www/bakery.example/contact.php", block=[STORY.DRIVER])
    return server
