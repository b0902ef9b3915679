"""Robots try her password every day, and never get in. Today she works at home, where she never was, reads there and sends
thirty reminders, all taken: that they tried today as well says nothing. Clean."""
import guessed
from abuse import stolen_beside


def build(root):
    server = guessed.harbor(root)
    for at in server.spread("08:00:00", "15:50:00", 12):
        server.login(guessed.BOX, guessed.HOME, at)
    guessed.remind(server, guessed.HOME, mailer="plain")
    stolen_beside(server)
    server.never_named(guessed.BOX, "harbor", guessed.HOME, guessed.OFFICE)
    return server
