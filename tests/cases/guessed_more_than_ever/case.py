"""Robots try the password every day; last night three of them did for an hour, one looked in at last, and today somebody who never reads
sends 36 reminders from where nobody ever was. The mailbox is named (guessed_every_day is the honest story)."""
import guessed


def build(root):
    server = guessed.harbor(root)
    for number, at in enumerate(server.spread("02:00:00", "03:00:00", 150)):
        server.smtp_auth_failure(guessed.BOX, f"198.51.100.{200 + number % 3}", at)
    server.login(guessed.BOX, "198.51.100.201", server.moment("03:01:00"))
    guessed.remind(server, guessed.HOME, 36, flood="stolen")
    server.expect("stolen", "mailbox", account=guessed.BOX, block=[guessed.HOME, "198.51.100.201"], spare_origins=[guessed.OFFICE])
    server.expect("guessing", "inbound", block=[f"198.51.100.{200 + n}" for n in range(3)], counts=False)
    return server
