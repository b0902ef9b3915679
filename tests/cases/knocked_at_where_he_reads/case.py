"""A clerk on a journey sends thirty reminders from an inn, and reads his mail there by another line of its provider's; at his desk a colleague
reads on. Before dawn sixty robots knocked at the mailbox, three hundred times, and none got in: told of the robots alone."""
import guessed

ROBOTS = [f"{(45, 77, 91, 103, 141)[number % 5]}.{10 + number}.7.9" for number in range(60)]


def build(root):
    server = guessed.harbor(root)
    server.ordinary_day(guessed.BOX, guessed.OFFICE, messages=2)
    for at in server.spread("08:00:00", "15:00:00", 3):
        server.login(guessed.BOX, "203.0.7.5", at)
    for number, at in enumerate(server.spread("01:00:00", "06:00:00", 300)):
        server.smtp_auth_failure(guessed.BOX, ROBOTS[number % 60], at)
    guessed.remind(server, guessed.HOME, 30)
    server.expect("guessing", "inbound", block=ROBOTS, counts=False)
    server.never_named(guessed.BOX, guessed.HOME, guessed.OFFICE)
    return server
