"""320 listeners enter a contest within three hours, behind a content network: each of its addresses comes again and again. Two in
a hundred mistype. Clean."""
import edges


def build(root):
    server, _ = edges.behind_edges(root, 320, lambda number: "unknown" if number % 50 == 9 else "delivered")
    server.never_named("radio", edges.SITE, *edges.EDGES)
    return server
