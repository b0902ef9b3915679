"""Since before the logs begin six hosts send two hundred letters a day with a mailbox's password, none like another, and the
log tells no subjects; a seventh of the people do not exist. One of the six looked into the mailbox once; its owner reads
at her desk every day. That they were there always makes them no places of hers."""
from all_different import outcomes, subject
from server import Server

BOX, HOME = "anna@factory.example", "192.0.2.21"
THIEVES = ["203.0.113.66", "198.51.100.13", "198.18.7.9", "198.19.40.2", "203.0.114.5", "198.51.101.77"]
NOT_THROUGH_A_FILTER = "who sent what waits since before the window stands in lines that are only counted"


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    server.account("factory", "factory.example", ["anna"])
    server.history({BOX: HOME}, days=9)
    server.ordinary_day(BOX, HOME)
    server.login(BOX, THIEVES[0], (9, "00:10:00"))
    for ago in range(9, -1, -1):
        until = "23:50:00" if ago else "15:55:00"
        for number, at in enumerate(server.spread((ago, "00:01:00"), (ago, until), 200 if ago else 150)):
            to = server.strangers(1, domains=60)
            server.smtp_auth_message(BOX, THIEVES[number % 6], at, to, subject(server),
                                     outcomes(server, to, 7, number), helo="WIN-7QK2", mailer="plain", flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=THIEVES, spare_origins=[HOME], counts=False)
    return server
