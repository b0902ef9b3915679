"""The same as form_robots_once_each with a better list: a third of those typed do not exist. The page's letters to its own desk,
which all arrive, make that no better."""
from contact_page import is_a_note, look_from_home, page_with_copies, post


def build(root):
    server = page_with_copies(root)
    for number, at in enumerate(server.spread("11:00:00", "15:30:00", 170)):
        post(server, look_from_home(server, number, at), at, server.strangers(1)[0], ("delivered", "unknown", "greylisted", "delivered"))
    server.expect_note("this may be honest: no visitor of the page is told from a person")
    return server


def check(document):
    return is_a_note(document)
