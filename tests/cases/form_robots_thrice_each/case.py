"""Today eighty addresses of homes look at a contact page (contact_page.py) and write three or four times each, to people whom no other
writes to; a ninth of them do not exist. Visitors who invite three friends each, and invent some, look the same: a note."""
from contact_page import is_a_note, look_from_home, page_with_copies, post


def build(root):
    server, letter = page_with_copies(root), 0
    for number, at in enumerate(server.spread("11:00:00", "15:20:00", 80)):
        home = look_from_home(server, number, at)
        for again in range(3 + number % 2):
            letter += 1
            post(server, home, at + again * 20, server.strangers(1)[0],
                 "unknown" if letter % 9 == 4 else "greylisted" if letter % 9 == 6 else "delivered")
    return server


def check(document):
    return is_a_note(document)
