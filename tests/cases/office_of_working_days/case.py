"""The logs hold a week. An office that has another network of its provider's every night works from Monday to Thursday, and on Saturday
its newsletter goes out before anybody reads there. Clean; who sends from the provider of another office, where he tried the password for two
days, is named."""
from server import Server

OFFICE, OTHER = "news@giebel.example", "info@mill.example"
NIGHTS = {day: f"3fff:1d:{day}a{day}1:{day}f0{day}:a1b{day}:22c3:41d{day}:8e{day}1" for day in range(9)}
MILL, THIEF = "3fff:2e:4411:1:5c11:7a2e:31f0:9be2", "3fff:2e:9b07:33:1c2d:83a4:77e0:1f16"


def build(root):
    server = Server(root, layout="debian", exim="4.96", log="cpanel", now="2026-11-28 16:00:00")
    server.logs_begin = server.moment((6, "07:00:00"))
    server.account("giebel", "giebel.example", ["news"])
    server.account("mill", "mill.example", ["info"])
    for ago in (5, 4, 3, 2):
        server.ordinary_day(OFFICE, NIGHTS[ago], ago, 4, until="17:30:00")
    for ago in range(6, -1, -1):
        server.ordinary_day(OTHER, MILL, ago, 4)
    for ago in (2, 1):
        server.smtp_auth_message(OTHER, THIEF, (ago, "03:00:00"), server.strangers(1), "Hello")
    for number in range(120):
        at = server.moment("12:30:00") + number * 2
        outcome = "unknown" if number % 40 == 9 else "greylisted" if number % 11 == 3 else "delivered"
        server.smtp_auth_message(OFFICE, NIGHTS[0], at, server.strangers(1), "Our week", outcome)
        server.smtp_auth_message(OTHER, THIEF, at + 4000, server.strangers(1), "Your parcel is waiting", outcome, flood="thief")
    server.expect("thief", "mailbox", account=OTHER, block=[THIEF], spare_origins=[MILL], counts=False)
    server.never_named(OFFICE, "giebel", NIGHTS[0])
    return server
