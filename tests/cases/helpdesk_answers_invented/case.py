"""A mailbox that writes six letters a day from wherever its owner is. A thief writes to it in the names of a hundred and twenty people of a
bought list and answers each at once, as a helpdesk does: on no day before did it answer as many."""
from helpdesk import BOX, helpdesk


def build(root):
    server = helpdesk(root, letters_today=120, usual=6, is_dead=lambda number: number % 5 < 2, flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=server.machines_today, counts=False)
    return server
