"""A subscription bomb by proxies, behind amavis: one form writes to hundreds of strangers, once from each address, and none of
these looked at the site. An application of the site's own does the same, so a note tells of it and nobody is named."""
from sign_ups import press, robot, sites_with_readers


def build(root):
    server, sites = sites_with_readers(root, 3, layout="hestia", through="amavis")
    for number, at in enumerate(server.spread("10:00:00", "15:30:00", 320)):
        press(server, sites[0], robot(number), at, server.strangers(1)[0], ("delivered", "delivered", "greylisted"))
    server.expect_note("320 of the 321 addresses that asked for them never looked at a page")
    server.never_named("news@club00.example", "club00")
    return server
