"""Customers of one provider of mobile access: twelve of them send from addresses of its network where they never were,
and read their mail there; six more send by a cloud service that others here have used for days; and ten send a
letter of one common subject, each from the line where he has a new address every day.
The shops of six new customers write by one service elsewhere, since today as they themselves. The provider of six more, who fetch their mail
elsewhere, gave all of them addresses in one network. Clean."""
from server import Server


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    boxes = [f"info@customer{number}.example" for number in range(30)]
    for number in range(30):
        server.account(f"customer{number}", f"customer{number}.example", ["info"])
    server.history({box: f"192.0.{2 + number}.10" for number, box in enumerate(boxes[:20])}, days=7, messages=2)
    for number, box in enumerate(boxes[:12]):
        mobile = f"198.51.100.{40 + number}"
        server.login(box, mobile, f"0{8 + number % 2}:{number:02d}:00")
        server.login(box, mobile, f"12:{number:02d}:00")
        server.smtp_auth_message(box, mobile, f"12:{number:02d}:20", server.strangers(1), f"Meeting on day {number}")
    for ago in range(7, 0, -1):
        server.smtp_auth_message(boxes[19], f"203.0.113.{ago}", (ago, "11:00:00"), server.strangers(1), f"Cloud letter {ago}")
        server.smtp_auth_message(boxes[19], "203.0.113.99", (ago, "11:30:00"), server.strangers(1), f"Cloud {ago}")
    for number, box in enumerate(boxes[12:18]):
        server.smtp_auth_message(box, f"203.0.113.{40 + number}", f"13:{number:02d}:20", server.strangers(2), f"Sent by cloud {number}")
    for number, box in enumerate(boxes[20:]):
        for ago in range(9, -1, -1):
            server.smtp_auth_message(box, f"10{number}.{20 + ago}.7.{30 + ago}", (ago, f"10:{number:02d}:00"), server.strangers(2),
                                     "Invoice of this month" if ago == 0 else f"Letter {number} of {ago}")
    new = [f"shop@new{number}.example" for number in range(6)]
    moved = [f"info@moved{number}.example" for number in range(6)]
    for number, box in enumerate(new + moved):
        server.account(box.split("@")[1].partition(".")[0], box.partition("@")[2], [box.partition("@")[0]])
    for number, box in enumerate(new):
        for turn in range(3):
            server.login(box, f"192.0.{60 + number}.10", f"{9 + turn}:{number:02d}:00".zfill(8))
            server.smtp_auth_message(box, f"84.17.3.{number + 9}", f"1{turn}:{number:02d}:20", server.strangers(1), f"Your order {number}{turn}")
    for number, box in enumerate(moved):
        for ago in range(9, -1, -1):
            place = f"84.{20 + number}.4.9" if ago > 1 else f"84.18.7.{30 + number}"
            if ago != 1:
                server.smtp_auth_message(box, place, (ago, f"11:{number:02d}:00"), server.strangers(1), f"Quote {number} of {ago}")
    server.never_named(*new, *moved, *boxes)
    return server
