"""Robots try the password every day; last night three of them did for an hour, and today somebody who never reads sends 36
reminders from where nobody ever was. The mailbox is named (guessed_every_day is the honest story)."""
import guessed


def build(root):
    server = guessed.harbor(root)
    for number, at in enumerate(server.spread("02:00:00", "03:00:00", 150)):
        server.smtp_auth_failure(guessed.BOX, f"198.51.100.{200 + number % 3}", at)
    guessed.remind(server, guessed.HOME, 36, flood="stolen")
    server.expect("stolen", "mailbox", account=guessed.BOX, block=[guessed.HOME], spare_origins=[guessed.OFFICE])
    server.expect("guessing", "inbound", block=[f"198.51.100.{200 + n}" for n in range(3)], counts=False)
    return server
