"""No log tells who reads. An owner's computer has another address of its /64 every day, and writes from it today as ever; sixty hosts with his
password write a letter or two each. An intruder who tried the password from one address of a /64 on two days, and sends his share from a third,
is none of the owner's; nor is one who tried it on three days from three addresses of a /24, which three customers may have."""
from server import Server

THIEVES = [f"{40 + n}.{n * 7 % 200}.7.9" for n in range(60)]
OWNER, TRIED, RENTED = "2001:db8:a320:2501", "3fff:1e:77:9", "203.0.113"


def whom(number):
    return {4: f"{RENTED}.77", 5: f"{TRIED}::1"}.get(number % 6, THIEVES[number % 60])


def build(root):
    server = Server(root, layout="debian", exim="4.96", log="cpanel")
    server.account("vineyard", "vineyard.example", ["info"])
    box = "info@vineyard.example"
    for ago in range(5, -1, -1):
        server.ordinary_day(box, f"{OWNER}::{ago + 17:x}", ago, 3)
    for ago in (3, 2):
        server.smtp_auth_message(box, f"{TRIED}::{ago}", (ago, "03:00:00"), ["trial@inbox.example"], "Hello", helo="x")
    for ago in (5, 4, 3):
        server.smtp_auth_message(box, f"{RENTED}.{ago}", (ago, "03:20:00"), ["trial@inbox.example"], "Hello", helo="x")
    for number, at in enumerate(server.spread((1, "18:00:00"), "15:00:00", 120)):
        server.smtp_auth_message(box, whom(number), at, server.strangers(1), "Order secure delivery",
                                 ("delivered", "unknown", "greylisted")[number % 3], helo="x", flood="stolen")
    server.expect("stolen", "mailbox", account=box, block=sorted({whom(number) for number in range(120)}), spare_origins=[f"{OWNER}::11"])
    server.forget_logs("mail.log*")
    return server
