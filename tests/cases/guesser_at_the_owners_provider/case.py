"""A bot at the same provider as a mailbox's owner guesses its password every ten seconds, all morning. A telephone of the provider's fails for
another mailbox all day, with the password of before. The bot is blocked."""
from bigmail import town

BOT, TELEPHONE = "192.0.200.9", "192.0.77.12"


def build(root):
    server = town(root)
    for number in range(900):
        server.failed_login("info@harbor.example", BOT, server.moment("05:00:00") + number * 10)
    for number in range(200):
        server.failed_login("desk@lakeside.example", TELEPHONE, server.moment("05:00:00") + number * 180)
    server.expect("guess", "inbound", block=[BOT], spare_origins=[TELEPHONE], counts=False)
    server.never_named(TELEPHONE)
    return server
