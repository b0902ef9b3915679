"""Two hundred and fifty letters of an intruder's file in a shop's document root, which somebody deleted since: the web log still tells of it.
The shop's own index.php, which is left alone in that folder, is not what sent them."""
from busy_orders import DRIVER, SITE, busy_shop, delete, shell


def build(root):
    server = busy_shop(root, 60)
    file = shell(server, 250)
    delete(server, file)
    server.expect("shell", "script", system_user="bakery", domain=SITE, script=file, block=[DRIVER])
    return server
