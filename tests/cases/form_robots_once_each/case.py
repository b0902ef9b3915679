"""Today 170 addresses of homes look at a contact page (contact_page.py) and write once each, two fifths of them to people who do not
exist. No visitor alone is told from a person: a note, nobody is blocked, nothing is held."""
from contact_page import is_a_note, look_from_home, page_with_copies, post


def build(root):
    server = page_with_copies(root)
    for number, at in enumerate(server.spread("11:00:00", "15:30:00", 170)):
        post(server, look_from_home(server, number, at), at, server.strangers(1)[0],
             ("delivered", "unknown", "greylisted", "unknown", "delivered"))
    server.expect_note("this may be honest: no visitor of the page is told from a person")
    return server


def check(document):
    return is_a_note(document)
