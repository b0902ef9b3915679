"""A customer's new machine elsewhere mails what its cron says, every two minutes since it was set up today, to him. Clean."""
from server import Server


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info", "admin"])
    server.history({"info@harbor.example": "192.0.2.21", "admin@harbor.example": "192.0.2.21"}, days=12)
    for number in range(220):
        server.remote_message("198.51.100.141", server.moment("08:30:00") + number * 120, "root@app2.harbor.example",
                              "admin@harbor.example", "Cron <root@app2> /opt/app/bin/sync", name="app2.harbor.example")
    server.never_named("198.51.100.141", "admin@harbor.example")
    return server
