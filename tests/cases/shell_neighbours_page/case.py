"""As form_neighbours_page, but what mails is a shell among the bakery's uploads: its driver posts to the harbour's page
in the same seconds to hide it. A program where none belongs is named, the page is not."""
import importlib.util
import pathlib

SPEC = importlib.util.spec_from_file_location(
    "form_neighbours_page", pathlib.Path(__file__).parent.parent / "form_neighbours_page" / "case.py")
STORY = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(STORY)
SHELL = "/wp-content/uploads/x9.php"


def both(server, at):
    server.request(STORY.NEIGHBOUR, STORY.DRIVER, at, STORY.PAGE, "POST")
    server.request(STORY.DRIVEN, STORY.DRIVER, at + 0.2, SHELL, "POST")


def build(root):
    server = STORY.two_sites(root, SHELL, STORY.PAGE, both)
    server.expect("robot", "script", system_user="www-data", domain=STORY.DRIVEN,
                  script="/var/www/bakery.example/wp-content/uploads/x9.php", block=[STORY.DRIVER], counts=False)
    return server
