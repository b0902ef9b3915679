"""A helpdesk elsewhere fetches a mailbox's letters and answers each, from whatever machines its cloud has that day."""
from server import Server

BOX = "support@club.example"


def machines(server):
    return [f"{server.random.choice((3, 18, 52, 54))}.{server.random.randrange(200, 220)}."
            f"{server.random.randrange(250)}.{server.random.randrange(250)}" for _ in range(4)]


def helpdesk(root, *, letters_today, is_dead, usual=60, days=12, flood=None):
    server = Server(root, layout="cpanel", exim="4.98")
    server.account("club", "club.example", ["support", "info"])
    server.history({"info@club.example": "192.0.2.62"}, days=days)
    ticket = 0
    for ago in range(days, -1, -1):
        hosts = server.machines_today = machines(server)
        for number, at in enumerate(server.spread((ago, "00:05:00"), (ago, "15:25:00"), usual)):
            server.login(BOX, hosts[number % 4], at)
        for number, at in enumerate(server.spread((ago, "00:10:00"), (ago, "15:25:00"), letters_today if ago == 0 else usual)):
            ticket += 1
            who = f"asker{ticket}@mail{ticket % 50}.example"
            server.remote_message(f"198.51.{ticket % 100}.{ticket % 200}", at - 20, who, BOX, f"Question {ticket}")
            dead = is_dead(number) if ago == 0 else number % 10 == 0
            server.smtp_auth_message(BOX, hosts[number % 4], at, [who], f"[Ticket #{10000 + ticket}] We have your request",
                                     "unknown" if dead else "delivered", helo="out.helpdesk.example",
                                     flood=None if ago else flood)
    return server
