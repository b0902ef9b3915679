"""A reseller sends for fifty customers through one login, from one host, each day. One customer's site is hacked and its spam
goes out the same way: it is put aside, and the orders and invoices of the others, which wait beside it, stay."""
from server import Server

NOT_THROUGH_A_FILTER = "who sent what waits since before the window stands in lines that are only counted"
BOX, HOST = "smtp@reseller.example", "203.0.113.50"
SUBJECTS = ("Order", "Rechnung", "Invoice", "Re: Angebot")


def letters(server, ago, count):
    until = "15:40:00" if ago == 0 else "18:00:00"
    for number, at in enumerate(server.spread((ago, "07:00:00"), (ago, until), count)):
        outcome = "unknown" if number % 16 == 3 else "greylisted" if number % 16 == 9 else "delivered"
        server.smtp_auth_message(BOX, HOST, at, [f"buyer{ago * 31 + number}@domain{number % 25:02d}.example"],
                                 f"{SUBJECTS[number % 4]} {4000 - ago * 117 + number}", outcome, helo="smtp-out.reseller.example",
                                 sender=f"office@customer{number % 50}.example", honest="spam")


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("relay", "reseller.example", ["smtp"])
    for ago in range(10, 0, -1):
        letters(server, ago, 90)
    letters(server, 0, 100)
    for at in server.spread("13:00:00", "15:40:00", 150):
        server.smtp_auth_message(BOX, HOST, at, server.strangers(1), "Your parcel is held at customs",
                                 ("greylisted", "unknown", "spam"), helo="smtp-out.reseller.example",
                                 sender="office@customer7.example", flood="spam")
    server.expect("spam", "mailbox", account=BOX, block=[], spare_origins=[HOST])
    return server
