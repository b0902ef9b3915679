"""Since this morning a helpdesk elsewhere fetches a mailbox's letters: whoever writes gets a receipt at once and an answer within hours, from
whatever machine of its cloud. One in ten of those who wrote was a spammer's invention. Clean. A thief who reads another mailbox answers
everybody who wrote to it in the last days, all in an hour: he is named."""
from server import Server

DESK, STOLEN, OWNER, THIEF = "support@club.example", "info@mill.example", "192.0.2.33", "203.0.113.91"
MACHINES = ("18.196.210.4", "18.196.215.90", "52.58.44.7", "3.120.9.200")


def build(root):
    server = Server(root, layout="hestia", exim="4.98", log="cpanel")
    server.account("club", "club.example", ["support", "info"])
    server.account("mill", "mill.example", ["info"])
    server.history({DESK: "192.0.2.62", STOLEN: OWNER}, days=8)
    server.ordinary_day(STOLEN, OWNER)
    server.ordinary_day(DESK, "192.0.2.62", messages=0)
    wrote = []
    for ago in range(3, 0, -1):
        for at in server.spread((ago, "08:00:00"), (ago, "16:00:00"), 20):
            wrote += server.strangers(1, name="customer")
            server.remote_message("198.51.100.90", at, wrote[-1], STOLEN, "A question")
    for number, at in enumerate(server.spread("07:00:00", "15:20:00", 60)):
        who, words = server.strangers(1, name="asker")[0], f"[#{7000 + number}]"
        server.remote_message(f"198.51.{number % 90}.{number + 7}", at, who, DESK, f"Question {number}")
        for later, text in ((90, f"{words} We have your request"), (900 + number * 37, f"{words} Re: Question {number}")):
            if at + later < server.now - 60:
                server.smtp_auth_message(DESK, MACHINES[(number + later) % 4], at + later, [who], text,
                                         "unknown" if number % 10 == 3 else "delivered", helo="worker-3", mailer="plain")
    for number, to in enumerate(wrote):
        server.smtp_auth_message(STOLEN, THIEF, server.moment("11:00:00") + number * 50, [to], "Re: A question", "delivered", flood="thief")
    server.expect("thief", "mailbox", account=STOLEN, block=[THIEF], spare_origins=[OWNER], counts=False)
    server.never_named(DESK, "club", *MACHINES)
    server.expect_note("this may be honest: a helpdesk elsewhere answers so each letter that came in")
    return server
