"""A reseller sends for fifty customers through one login, from one host, each day; one customer's site is hacked."""
from server import Server

BOX, HOST = "smtp@reseller.example", "203.0.113.50"
SUBJECTS = ("Order", "Rechnung", "Invoice", "Re: Angebot")


def title(ago, number):
    return f"{SUBJECTS[number % 4]} {4000 - ago * 117 + number}"


def customer(ago, number):
    return f"office@customer{number % 50}.example"


def letters(server, ago, count, subject_of=title, sender_of=customer):
    until = "15:40:00" if ago == 0 else "18:00:00"
    for number, at in enumerate(server.spread((ago, "07:00:00"), (ago, until), count)):
        outcome = "unknown" if number % 16 == 3 else "greylisted" if number % 16 == 9 else "delivered"
        server.smtp_auth_message(BOX, HOST, at, [f"buyer{ago * 31 + number}@domain{number % 25:02d}.example"],
                                 subject_of(ago, number), outcome, helo="smtp-out.reseller.example",
                                 sender=sender_of(ago, number), honest="spam")


def customer_hacked(root, since, until, spam, *, today=100, subject_of=title, sender_of=customer, **expected):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("relay", "reseller.example", ["smtp"])
    for ago in range(10, -1, -1):
        letters(server, ago, 90 if ago else today, subject_of, sender_of)
    for at in server.spread(since, until, spam):
        server.smtp_auth_message(BOX, HOST, at, server.strangers(1), "Your parcel is held at customs",
                                 ("greylisted", "unknown", "spam"), helo="smtp-out.reseller.example",
                                 sender="office@customer7.example", flood="spam")
    server.expect("spam", "mailbox", account=BOX, block=[], spare_origins=[HOST], **expected)
    return server
