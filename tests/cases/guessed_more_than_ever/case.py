"""Robots try the password every day; last night one of them tried sixty times, and today somebody who never reads sends 36
reminders from where nobody ever was. The mailbox is named (guessed_every_day is the honest story)."""
import guessed


def build(root):
    server = guessed.harbor(root)
    for at in server.spread("02:00:00", "06:00:00", 60):
        server.smtp_auth_failure(guessed.BOX, "198.51.100.201", at)
    guessed.remind(server, guessed.HOME, 36, flood="stolen")
    server.expect("stolen", "mailbox", account=guessed.BOX, block=[guessed.HOME], spare_origins=[guessed.OFFICE])
    return server
