"""A wave of spam comes to a mailbox whose helpdesk, elsewhere, answers every letter: three times as many answers as on other
days, and two in five of those who wrote do not exist. Clean; a thief with another mailbox is found."""
from abuse import stolen_beside
from helpdesk import BOX, helpdesk


def build(root):
    server = helpdesk(root, letters_today=200, is_dead=lambda number: number % 5 < 2)
    server.never_named(BOX, "club")
    stolen_beside(server)
    return server
