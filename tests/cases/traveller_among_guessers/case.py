"""A bot guesses at two mailboxes before dawn, and six more addresses try one of them once each, so that it is tried from many. At noon its owner,
in a hotel, mistypes her password four times and gives up, and a clerk at another new place does so for two mailboxes: told, not blocked."""
from bigmail import town

BOT, HOTEL, CLERK = "203.0.113.9", "84.17.3.9", "84.18.5.9"


def build(root):
    server = town(root)
    for number in range(40):
        server.failed_login(("info@harbor.example", "chef@lakeside.example")[number % 2], BOT, server.moment("05:00:00") + number * 40)
    for number in range(6):
        server.failed_login("info@harbor.example", f"203.0.114.{number + 1}", server.moment("05:30:00") + number * 40)
    for number in range(4):
        server.failed_login("info@harbor.example", HOTEL, server.moment("12:00:00") + number * 20)
    for number in range(6):
        server.failed_login(("info@harbor.example", "sales@harbor.example")[number % 2], CLERK, server.moment("12:30:00") + number * 20)
    server.expect("guess", "inbound", block=[BOT], spare_origins=[HOTEL, CLERK], counts=False)
    return server
