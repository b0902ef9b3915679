"""Somebody reads and writes at one hotel in the morning and at another in the afternoon: an owner on a journey, or a thief who acts like one."""
BOX, PLACES = "info@studio.example", ("203.0.113.77", "198.51.100.9")


def travel(server, flood=None):
    for place, start, end in zip(PLACES, ("06:30:00", "11:00:00"), ("10:00:00", "15:30:00")):
        for at in server.spread(start, end, 30):
            server.login(BOX, place, at)
        for number, at in enumerate(server.spread(start, end, 24)):
            server.smtp_auth_message(BOX, place, at, [f"guest{place[-1]}x{number}@inn{number}.example"], "Our tour in May: your seat",
                                     "greylisted" if number % 8 == 3 else "delivered", flood=flood)


def new_prefix(ago):
    """Of a provider that gives a household another /64 every night."""
    return f"2001:db8:{0x1400 + ago * 77:x}:{0x7000 - ago * 131:x}:{0x4a00 + ago * 5:x}:11:22:{ago:x}3"
