"""A program in a customer's home, where none mailed before, writes a hundred letters, no two alike, to a hundred strangers of whom all
exist, as forty people of a bank. That alone is an application's first day too, so nobody is named; but it is told. Beside
it one that has long written as the staff of its firm, whose mail is elsewhere, one that begins today to write as the
staff of a firm with its site here, and a page that begins today to hand on what three visitors write."""
from all_different import subject
from server import Server


def write(server, account, folder, ago, senders, number):
    for turn, at in enumerate(server.spread((ago, "08:00:00"), (ago, "14:00:00"), number)):
        sender = senders[turn % len(senders)]
        to = server.strangers(1, domains=60)
        server.local_message(account, at, sender, to, subject(server), directory=folder,
                             arguments=("/usr/sbin/sendmail", "-oi", "-f", sender, *to))


def build(root):
    server = Server(root, layout="hestia", exim="4.96", log="cpanel")
    library = server.account("library", "library.example", ["info"])
    staff = server.account("plumber", "plumber.example", ["info"])
    tailor = server.account("tailor", "tailor.example", ["info"])
    baker = server.account("baker", "baker.example", ["info"])
    for ago in range(14, -1, -1):
        server.ordinary_day("info@library.example", "192.0.2.21", ago)
    write(server, "library", f"{library.home}/mail2", 0, [f"service{n}@bank.example" for n in range(40)], 100)
    for ago in range(14, -1, -1):
        write(server, "plumber", f"{staff.home}/erp", ago, [f"staff{n}@plumbers-group.example" for n in range(20)], 40)
    write(server, "tailor", f"{tailor.home}/crm", 0, [f"staff{n}@tailor.example" for n in range(20)], 60)
    write(server, "baker", f"{baker.home}/web", 0, [f"visitor{n}@inbox.example" for n in range(3)], 60)
    server.expect_note("/mail2: a program that did not mail in the 14 days before wrote 100 messages as 40 people")
    server.never_noted("plumber", "tailor", "baker")
    server.never_named("library", "plumber", "tailor", "baker")
    return server
