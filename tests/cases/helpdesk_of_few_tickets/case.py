"""A helpdesk elsewhere answers eight letters on most days and thirty today, a few from each of its cloud's machines; a fifth of
those who wrote do not exist. The logs are two days old."""
from helpdesk import BOX, helpdesk


def build(root):
    server = helpdesk(root, letters_today=30, usual=8, days=2, is_dead=lambda number: number % 5 == 0)
    server.never_named(BOX, "club")
    return server
