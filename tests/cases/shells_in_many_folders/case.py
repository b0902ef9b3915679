"""Twenty-four shells in as many folders of one site, ten letters each: none of them sends more than a busy page would. They
are one incident of the account, and who asks for them all is blocked; the site's contact page goes on."""
from many_folders import SITE, shells


def build(root):
    server = shells(root, ["203.0.113.90", "203.0.113.91"], lambda server: "Your parcel is waiting")
    server.php_file(SITE, "/contact.php")
    for ago in range(8, -1, -1):
        fields = {} if ago else {"honest": "shells"}
        server.write_by_page(SITE, "/contact.php", f"192.0.2.{150 + ago}", (ago, "12:10:00"), f"guest{ago}@partner1.example",
                             "delivered" if ago else "greylisted", **fields)
    server.expected["shells"]["never_block"].append("192.0.2.150")
    return server


def check(document):
    incident = document["incidents"][0]
    wrong = [] if len(incident["programs"]) == 24 else [f"programs: {incident['programs']}"]
    wrong += [f"is a page: {path}" for path in incident["programs"] if "contact.php" in path]
    if "many programs" not in incident["entry"]["text"]:
        wrong.append(f"how it got in: {incident['entry']['text']}")
    return wrong + [f"in the plan: {row['action']}" for row in incident["plan"] if row["action"] in ("seal_script", "stop_process")]
