"""A shop's program hands its orders to this server without a login, by right, for two weeks; from the same host
comes a flood. Orders are numbered, so they are one text too: they are honest and stay in the queue."""


def tell(server, host, name, flood_sender):
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.account("lakeside", "lakeside.example", ["desk"])
    server.history({"info@harbor.example": "192.0.2.21", "desk@lakeside.example": "192.0.2.31"}, days=14)
    for ago in range(13, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:30:00"), 12)):
            order = ago * 12 + number
            waits = ago == 0 and number > 8
            server.remote_message(host, at, "orders@lakeside.example", [f"buyer{order}@partner{number % 4}.example"],
                                  f"Your order {7000 + order}", "greylisted" if waits else "delivered", name=name,
                                  honest=None if ago else "flood")
    for at in server.spread("13:00:00", "15:20:00", 150):
        server.remote_message(host, at, flood_sender, server.strangers(2), "Final notice",
                              ("greylisted", "delivered", "unknown"), name=name, flood="flood")
    server.expect("flood", "relay", account=None, script=None, block=[], spare_origins=[host], counts=False)
    server.never_named("harbor", "harbor.example", "lakeside", "lakeside.example")
    return server
