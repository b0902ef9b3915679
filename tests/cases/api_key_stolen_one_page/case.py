"""As api_key_stolen, where one page does all: six visitors a day look at the site and press the very page that the companies' programs call."""
from report_service import SITE, report, service, steal_key

PAGE = "/index.php"


def build(root):
    server = service(root, page=PAGE)
    for ago in range(12, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:00:00"), 6)):
            visitor = f"84.{30 + ago}.{number}.7"
            at = server.visit(SITE, visitor, at, ("/", "/about.html"))
            server.request(SITE, visitor, at, PAGE, "POST")
            report(server, at, f"visitor{ago}x{number}@town{number}.example", "Your question")
    return steal_key(server, PAGE)
