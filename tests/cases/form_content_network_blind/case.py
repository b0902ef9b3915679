"""A robot behind a content network enters 320 people and never looks at the page: its addresses are everybody's and not blocked,
and the form is named."""
import edges


def build(root):
    server, page = edges.behind_edges(root, 320, lambda number: "unknown" if number % 50 == 9 else "delivered", looks=False,
                                      edges=edges.EDGES[:12], flood="robot")
    server.expect("robot", "form", system_user="radio", domain=edges.SITE, script=page, block=[],
                  spare_origins=edges.EDGES, counts=False)
    return server
