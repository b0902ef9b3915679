"""Sixty robots try one password after another by SMTP, five times each, and which of them got in no log tells. Hours later somebody who never
reads the mailbox sends thirty reminders to a good list from where nobody ever was, while its owner reads at her desk. The mailbox is named."""
import guessed

ROBOTS = [f"{(45, 77, 91, 103, 141)[number % 5]}.{10 + number}.7.9" for number in range(60)]


def build(root):
    server = guessed.harbor(root)
    server.ordinary_day(guessed.BOX, guessed.OFFICE, messages=2)
    for number, at in enumerate(server.spread("01:00:00", "06:00:00", 300)):
        server.smtp_auth_failure(guessed.BOX, ROBOTS[number % 60], at)
    guessed.remind(server, guessed.HOME, 30, flood="stolen")
    server.expect("stolen", "mailbox", account=guessed.BOX, block=[guessed.HOME], spare_origins=[guessed.OFFICE])
    server.expect("guessing", "inbound", block=ROBOTS, counts=False)
    return server
