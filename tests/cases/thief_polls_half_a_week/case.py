"""The logs hold a week. A thief asks for another's mail eighty times a day, on three days and from three addresses of one hoster, and then
sends: more than its owner did by number, but the owner was there first, and each day. He is named. An office with another network every
night, whose secretary's telephone looked in since before it opened, sends its newsletter. It is fine."""
from server import Server

OFFICE, STOLEN, OWNER, PHONE = "news@giebel.example", "info@mill.example", "84.61.9.99", "80.187.40.20"
NIGHTS = {day: f"3fff:1d:{day}a{day}1:{day}f0{day}:a1b{day}:22c3:41d{day}:8e{day}1" for day in range(9)}
THIEF = [f"45.137.{number * 40 + 3}.{number + 20}" for number in range(5)]


def build(root):
    server = Server(root, layout="debian", exim="4.96", log="cpanel", now="2026-11-28 16:00:00")
    server.logs_begin = server.moment((6, "07:00:00"))
    server.account("giebel", "giebel.example", ["news"])
    server.account("mill", "mill.example", ["info"])
    for ago in range(6, 0, -1):
        server.login(OFFICE, PHONE, (ago, "07:20:00"))
    for ago in (5, 4, 3, 2):
        server.ordinary_day(OFFICE, NIGHTS[ago], ago, 4, until="17:30:00")
    for ago in range(6, -1, -1):
        server.ordinary_day(STOLEN, OWNER, ago, 4)
    for ago in (4, 3, 2):
        for at in server.spread((ago, "01:00:00"), (ago, "23:00:00"), 80):
            server.login(STOLEN, THIEF[ago], at)
    for number in range(120):
        server.smtp_auth_message(OFFICE, NIGHTS[0], server.moment("12:30:00") + number * 2, server.strangers(1), "Our week",
                                 "unknown" if number % 40 == 9 else "greylisted" if number % 11 == 3 else "delivered")
    for number in range(600):
        outcome = "unknown" if number % 10 == 9 else "spam" if number % 40 == 1 else "greylisted" if number % 11 == 3 else "delivered"
        server.smtp_auth_message(STOLEN, THIEF[1], server.moment("13:30:00") + number * 10, server.strangers(1), "Your parcel is waiting",
                                 outcome, flood="thief")
    server.expect("thief", "mailbox", account=STOLEN, block=[THIEF[1]], spare_origins=[OWNER], counts=False)
    server.never_named(OFFICE, "giebel", NIGHTS[0], PHONE)
    return server
