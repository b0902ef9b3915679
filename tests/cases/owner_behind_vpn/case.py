"""A travelling owner behind a VPN whose exit changes four times today, in four countries: he reads and answers 24
letters from there and asks twelve customers for a number with one text. At home all is silent. Clean."""
from vpn_exits import BOX, EXITS, harbor, stays


def build(root):
    server = harbor(root)
    for number, exit_address, first, last in stays():
        for at in server.spread(f"{first}:00:00", f"{last}:50:00", 12):
            server.login(BOX, exit_address, at)
        for letter, at in enumerate(server.spread(f"{first}:05:00", f"{last}:50:00", 6)):
            server.smtp_auth_message(BOX, exit_address, at, [f"friend{(number * 6 + letter) % 9}@partner{letter % 4}.example"],
                                     f"Re: Offer {100 + number * 6 + letter}")
        for boat in range(3):
            server.smtp_auth_message(BOX, exit_address, f"{last}:1{boat}:00", [f"boat{number * 3 + boat}@town{boat}.example"],
                                     "Your berth number, please")
    server.never_named(BOX, "harbor", *EXITS)
    return server
