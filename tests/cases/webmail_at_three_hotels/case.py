"""An agent, usually at her desk, opens Roundcube once at each of three hotels and writes a few letters there. Clean."""
from server import Server

BOX, DESK, HOTELS = "info@agent.example", "192.0.2.72", ("198.51.100.82", "203.0.113.83", "233.252.0.84")


def build(root):
    server = Server(root, layout="hestia", exim="4.98")
    server.account("agent", "agent.example", ["info"])
    server.history({BOX: DESK}, days=10)
    for hour, hotel in zip((8, 11, 14), HOTELS):
        session = server.roundcube_login(BOX, hotel, f"{hour:02d}:00:00")
        for number in range(4):
            server.webmail_message(BOX, hotel, f"{hour:02d}:{5 + number * 7:02d}:00", [f"guest{hour}x{number}@town{number}.example"],
                                   f"Your tour {hour}{number}", ("delivered", "delivered", "greylisted"), session=session)
    server.never_named(BOX, "agent", *HOTELS)
    server.expect_note("this may be honest: a person writes so much in a day, and reads where it came from")
    return server
