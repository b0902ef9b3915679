"""As relay_rights_by_lookup_first_day; one host more sends for hours under one name, to a good list, but two hundred letters an hour. Nothing
tells of its right."""
from relay_rights import server_of_companies

FLOODS = "203.0.113.88"


def build(root):
    server = server_of_companies(root, days=0)
    for at in server.spread("11:30:00", "15:40:00", 800):
        server.remote_message(FLOODS, at, "news@promo.example", server.strangers(1, domains=60), "Our offer of the week",
                              ("delivered",) * 14 + ("greylisted", "unknown"), helo="win-pc", flood="relay")
    server.expected["relay"]["block"] = sorted([*server.expected["relay"]["block"], FLOODS])
    return server
